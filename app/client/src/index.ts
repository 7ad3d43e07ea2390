/**
 * A `fetch` that pays for AI calls in DIEM.
 *
 * @module
 */
export { type Budget, SpendingLimit, type SpendingLimitInput } from "./budget";
export type { Standing } from "./calls/payer";
export type { ChargeCheck, ChargeWarning } from "./calls/own-count";
export type { Confirm } from "./channel";
export { DiemClientError, type DiemClientErrorInput, type DiemClientErrorName } from "./errors";
export { createDiemFetch, type DiemFetch, type DiemFetchInput } from "./fetch";
export { type Offer, offerOf, type OnChain } from "./offer";
export type { PayingFetch, PayingInput } from "./paying";
export { forgetReceipts, type Period, readReceipts } from "./receipts/book";
export { type PaidCall, toCsv, toJsonLines } from "./receipts/paid-call";
export type { Unusable } from "./routing/catalogue";
export type { RoutedFetch, RoutedFetchInput } from "./routing/fetch";
export { createX402Scheme, type DiemX402Scheme } from "./x402/scheme";
