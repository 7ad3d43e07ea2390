/** One class for every failure, and the functions that distinguish its names. @module */
export {
  type AnyDiemError,
  DiemError,
  type DiemErrorInput,
  type ErrorSource,
  isDiemError,
} from "./diem-error";
export type { ContextOf, DiemErrorName, NoContext } from "./catalogue";
export { foreseen, fromCode, type ProgramErrorName, type RefusalDetails } from "./program-errors";
export { fromLogs } from "./logs";
export { from, type FromOptions } from "./from";
export { isVoucherError, VOUCHER_ERRORS, type VoucherErrorName } from "./voucher-errors";
export { accountNotFound } from "./account-errors";
export { transactionNotFound } from "./transaction-errors";
