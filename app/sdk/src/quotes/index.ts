/** The chain's own maths, to the unit, off chain and pure. What the chain would refuse throws a `QuoteError`. */
export * as curve from "./curve";
export * as stream from "./stream";
export * as index from "./per-share";
export { accrue, type AccrualState } from "./accrue";
export { claimable, type EarningPosition } from "./claimable";
export {
  burnUnlock,
  curveOf,
  maxMintable,
  mintCost,
  type MintingMarket,
  type MintQuote,
} from "./mint";
export { marginalRate } from "./marginal-rate";
export { feeSplit, type FeeSplit, providerShareBps, type SplittingMarket } from "./split";
export { withSlippage } from "./slippage";
export { ticketReady } from "./ticket";
export { type Liability, liabilities } from "./vaults";
export { QuoteError } from "../errors/quote-error";
