/**
 * The chain's own maths, to the unit, off chain and pure. What the chain would refuse throws the program's error of the same name,
 * with the source "quote".
 *
 * @module
 */
export * as coolingBond from "./cooling-bond";
export * as curve from "./curve";
export * as index from "./per-share";
export * as scheduled from "./scheduled";
export * as stream from "./stream";
export * as units from "./units";
export { epochAt, type EpochClock, epochStart, quotaLapsesTs } from "./epoch";
export {
  type Contribution,
  contribution,
  type Measure,
  priceStepFloor,
  utilisationBpsFloor,
} from "./usage";
export { emaAfterIdleFloor, emaBps, emaFloor, utilisationSample } from "./ema";
export { nextReferencePrice, referencePrice } from "./price";
export {
  type TargetGoal,
  targetGoalFloor,
  targetInEpoch,
  type TargetMarket,
  targetStep,
  targetSupply,
} from "./target";
export { paidCreditsFloor, proRataFloor, quotaCreditsFloor } from "./credits";
export { poolOverflowFloor, rewardFloor, rewardPoolFloor } from "./rewards";
export { rewardWeight } from "./weight";
export { bondRequired } from "./bond";
export { accrue, type AccrualState } from "./accrue";
export { claimable, type EarningPosition } from "./claimable";
export {
  curveOf,
  maxMintable,
  mintQuote,
  type MintingAt,
  type MintingMarket,
  type MintQuote,
} from "./mint";
export { billOf, burnQuote, type BurnQuote, type Debtor } from "./debt";
export { marginalRate } from "./marginal-rate";
export { type FeeSplit, splitFee, type SplittingMarket } from "./split";
export { epochsDue, type Roll, type RollingMarket, rollPreview } from "./roll";
export { type ClosableRecord } from "./record";
export { channelBalance, type ChannelBalance } from "./channel-balance";
export { type EpochQuota, proRata, quotaOf, type Quotas } from "./quota";
export { utilisation, type Utilisation } from "./utilisation";
export { coverage, type Coverage } from "./coverage";
export { type PriceRatio } from "./valuation";
export { type Apr, minterApr, type Minted, stakerApr, type YieldingMarket } from "./apr";
export { providerReturn, type ProviderReturn } from "./provider-return";
export { withSlippage } from "./slippage";
export { ticketReady } from "./ticket";
export { type Liability, liabilities } from "./vaults";
