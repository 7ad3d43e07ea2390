/**
 * The program's maths as pure functions, exact to the base unit. If the chain would refuse, they throw the program's
 * error of the same name, with the source "quote".
 *
 * @module
 */
export * as coolingBond from "./math/cooling-bond";
export * as curve from "./math/curve";
export * as index from "./math/share-index";
export * as scheduled from "./math/scheduled";
export * as stream from "./math/stream";
export * as units from "./math/units";
export { epochAt, type EpochClock, epochStart, quotaLapsesTs } from "./math/epoch";
export { type Contribution, contribution, type Measure, priceStepFloor } from "./math/usage";
export {
  emaAfterIdleFloor,
  emaBps,
  emaFloor,
  utilisationBpsFloor,
  utilisationSample,
} from "./math/utilisation";
export { nextReferencePrice, referencePrice } from "./math/price";
export {
  type TargetGoal,
  targetGoalFloor,
  targetInEpoch,
  type TargetMarket,
  targetStep,
  targetSupply,
} from "./math/target";
export {
  paidCreditsFloor,
  poolOverflowFloor,
  proRataFloor,
  quotaCreditsFloor,
  rewardFloor,
  rewardPoolFloor,
} from "./math/quota";
export { rewardWeight } from "./math/reward-weight";
export { bondRequiredCeil, slashCapFloor } from "./math/bond";
export { providerBondRequired } from "./provider-bond";
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
export { averageRateFloor, billOf, burnQuote, type BurnQuote, type Debtor } from "./debt";
export { marginalRate } from "./marginal-rate";
export { type FeeSplit, splitFee, type SplittingMarket } from "./math/split";
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
