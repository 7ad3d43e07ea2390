/**
 * The program's rules in floating point, for speed: a whole epoch is a step, and a market is changed in place. The SDK's `quotes`
 * are exact.
 *
 * @module
 */
export * from "./actions";
export { largestSupply, lockedBehind, marginalRate, onCurve, supplyAtRate } from "./curve";
export { type Accounts, fromAccounts } from "./from-accounts";
export { copyMarket, type Market, newMarket } from "./market";
export { type ChainParams, type Params, paramsOf } from "./params";
export { nextEpoch, targetGoal } from "./roll";
export { release, releasedInEpoch, type Stream, topUp } from "./stream";
export { openRecord, payoutOf, report, type EpochRecord, type Served } from "./usage";
