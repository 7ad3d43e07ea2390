import { DiemError } from "./diem-error";

/** What the names of a store's errors carry: nothing but their messages. */
export interface Contexts {
  /** Another process has the store. */
  readonly StoreBusy: { readonly file: string; readonly pid: number };
  /** The store has something else than expected, or has been taken over. */
  readonly StoreConflict: { readonly key: string };
}

/** Another process has the store open. */
export function storeBusy({
  what,
  file,
  pid,
}: Contexts["StoreBusy"] & { readonly what: string }): DiemError<"StoreBusy"> {
  return new DiemError("StoreBusy", {
    reason: `${what} is in use by process ${String(pid)}, as ${file} says`,
    next: "wait until it is done, or stop it",
    context: { file, pid },
  });
}

/** Something else is under a key than a commit expects. */
export function storeConflict(key: string): DiemError<"StoreConflict"> {
  return new DiemError("StoreConflict", {
    reason: `the store has an unexpected entry under ${key}, which another process changed`,
    next: "open the ledger again",
    context: { key },
  });
}
