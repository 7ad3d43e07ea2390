/**
 * The chain's own maths, to the unit, off chain and pure. What the chain would refuse throws a `QuoteError`.
 *
 * @module
 */
export * as curve from "./curve";
export * as stream from "./stream";
export * as index from "./per-share";
export * as scheduled from "./scheduled";
export { epochAt, type EpochClock, epochStart, quotaLapsesTs } from "./epoch";
export { countedUse, utilisationBps } from "./usage";
export { emaAfterIdle, emaBps, emaStep } from "./ema";
export { referencePriceStep } from "./price";
export { targetGoal, targetInEpoch, type TargetMarket, targetStep, targetSupply } from "./target";
export { paidCredits, quotaCredits } from "./credits";
export { quotaReward, rewardPool } from "./rewards";
export { bondRequired } from "./bond";
export { accrue, type AccrualState } from "./accrue";
export { claimable, type EarningPosition } from "./claimable";
export {
  burnUnlock,
  curveOf,
  maxMintable,
  mintCost,
  type MintingAt,
  type MintingMarket,
  type MintQuote,
} from "./mint";
export { marginalRate } from "./marginal-rate";
export { feeSplit, type FeeSplit, providerShareBps, type SplittingMarket } from "./split";
export { epochsDue, type Roll, type RollingMarket, rollPreview } from "./roll";
export { type ClosableRecord } from "./record";
export { channelBalance, type ChannelBalance } from "./channel-balance";
export { type EpochQuota, quotaOf, type Quotas } from "./quota";
export { utilisation, type Utilisation } from "./utilisation";
export { coverage, type Coverage } from "./coverage";
export { type PriceRatio } from "./valuation";
export { type Apr, minterApr, stakerApr, type YieldingMarket } from "./apr";
export { providerReturn, type ProviderReturn } from "./provider-return";
export { withSlippage } from "./slippage";
export { ticketReady } from "./ticket";
export { type Liability, liabilities } from "./vaults";
export { QuoteError } from "../errors/quote-error";
