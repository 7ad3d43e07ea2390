/**
 * A `fetch` that pays for AI calls in DIEM.
 *
 * @module
 */
export { type Budget, SpendingLimit, type SpendingLimitInput } from "./budget";
export { DiemClientError, type DiemClientErrorInput, type DiemClientErrorName } from "./errors";
export { createDiemFetch, type DiemFetch, type DiemFetchInput } from "./fetch";
export { type PaidCall, toCsv, toJsonLines } from "./receipts";
