/** Typed errors. Each message says what to do. @module */
export { DiemError, type DiemErrorName, type ErrorContext, fromCode } from "./diem-error";
export { ProgramError } from "./program-error";
export { fromLogs } from "./logs";
export { from } from "./from";
export { AmountError } from "./amount-error";
export { QuoteError } from "./quote-error";
export { AccountNotFoundError, AccountTypeError } from "./account-errors";
export {
  TransactionExpiredError,
  TransactionNotFoundError,
  TransactionOutcomeUnknownError,
  TransactionTooLargeError,
} from "./transaction-errors";
export {
  MissedEventsError,
  NodeUnreachableError,
  NoWalletError,
  WrongClusterError,
} from "./client-errors";
