/** One market, as an application uses it. */
export type { Actions, BoundPlans, Sent, Sendable } from "./bind-plans";
export { type ConnectInput, DiemClient } from "./client";
export { type MarketAt, openMarket } from "./connect";
export type { EventCursor, FollowedBatch, FollowListener, FollowOptions } from "./follow";
export { MarketHistory } from "./history";
export type { EventBatch, HistoryRange } from "./history-reader";
export { ProgramHistory, type ProgramHistoryInput } from "./program-history";
export {
  type Balances,
  MarketReader,
  type OwingPosition,
  type PricedProvider,
  type ReaderInput,
} from "./read";
export type { Simulated } from "./simulate";
export { marketStanding, type MarketStanding, type Vault } from "./standing";
export { type MarketSummary, summaryOf } from "./summary";
export {
  ConsumerChannel,
  type ConsumerChannelInput,
  MarketVouchers,
  ProviderDesk,
  type ProviderDeskInput,
  type SettleDueInput,
  type SettledBatch,
} from "./vouchers";
export { MarketWatch, type Stop, type WatchInput, type WatchOptions } from "./watch";
