/** Another process works with the store. Nothing was read or written. */
export class StoreBusyError extends Error {
  override readonly name = "StoreBusyError";

  constructor({ folder, pid }: { readonly folder: string; readonly pid: number }) {
    super(
      `the voucher store ${folder} is in use by process ${String(pid)}: wait until it is done, or stop it`,
    );
  }
}

/** A key that cannot be the name of a file. Nothing was read or written. */
export class StoreKeyError extends Error {
  override readonly name = "StoreKeyError";

  constructor(key: string) {
    super(
      `a store's key has from 1 to ${String(MAX_KEY_BYTES)} bytes once encoded, not this one: ${key.slice(0, 80)}`,
    );
  }
}

/** A file's name has at most 255 bytes; what is left is for the endings. */
export const MAX_KEY_BYTES = 200;
