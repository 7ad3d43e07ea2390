/** Where the command keeps voucher ledgers: files that outlive a crash, for one process at a time. */
export { withStore, type StoreInput } from "./file-store";
export { dataFolder, storeFolder, type StoreOwner } from "./folders";
export { StoreBusyError, StoreKeyError } from "./errors";
