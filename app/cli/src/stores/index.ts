/** Where the command keeps voucher ledgers and journals. */
export { dataFolder, storeFolder, type StoreOwner } from "./folders";
