/** Typed errors. Each message says what to do. */
export { DiemError, type DiemErrorName, type ErrorContext, fromCode } from "./diem-error";
export { ProgramError } from "./program-error";
export { fromLogs } from "./logs";
export { from } from "./from";
export { AmountError } from "./amount-error";
export { QuoteError } from "./quote-error";
export { AccountNotFoundError, AccountTypeError } from "./account-errors";
export { TransactionNotFoundError, TransactionTooLargeError } from "./transaction-errors";
