import { DiemError } from "./diem-error";

/** Contexts of a store's errors, which have only messages. */
export interface Contexts {
  /** Another process has the store. */
  readonly StoreBusy: { readonly file: string; readonly pid: number };
  /** The store has other contents than expected, or another process has taken it over. */
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

/** A key has another value than the commit expects. */
export function storeConflict(key: string): DiemError<"StoreConflict"> {
  return new DiemError("StoreConflict", {
    reason: `the store has an unexpected entry under ${key}, which another process changed`,
    next: "open the ledger again",
    context: { key },
  });
}
