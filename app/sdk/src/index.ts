/** The TypeScript SDK of the DIEM program on Solana. */
export * as accounts from "./accounts";
export * as constants from "./constants";
export * as errors from "./errors";
export * as events from "./events";
export * as instructions from "./instructions";
export * as keepers from "./keepers";
export * as pda from "./pda";
export * as plans from "./plans";
export * as quotes from "./quotes";
export * as transactions from "./transactions";
export * as views from "./views";
export * as vouchers from "./vouchers";

export { CREDITS, DIEM, formatAmount, parseAmount, type Token, vvvOf } from "./amounts";
export { chainNow } from "./chain-time";
export { U64_MAX } from "./integers";
export {
  type ConnectInput,
  DiemClient,
  MarketReader,
  marketStanding,
  MarketWatch,
  openMarket,
  ProgramHistory,
  summaryOf,
} from "./client";
export { diemSupply } from "./diem-supply";
export { PROGRAM_ID } from "./program";
export { keypairWallet } from "./transactions";

export type { Diem } from "./idl/diem";
export type * from "./types";
export type { MarketKeys } from "./pda";
export type {
  BondTicketAccount,
  ChannelAccount,
  EpochRecordAccount,
  MarketAccount,
  PositionAccount,
  ProviderAccount,
  TicketAccount,
} from "./accounts";
export type {
  Actions,
  Balances,
  BoundPlans,
  EventBatch,
  EventCursor,
  FollowedBatch,
  ConsumerChannel,
  ConsumerChannelInput,
  MarketAt,
  MarketStanding,
  MarketSummary,
  MarketVouchers,
  ProviderDesk,
  ProgramHistoryInput,
  ProviderDeskInput,
  ReaderInput,
  SettledBatch,
  SettleDueInput,
  OwingPosition,
  PricedProvider,
  Sent,
  Simulated,
  WatchInput,
} from "./client";
export type { Wallet } from "./transactions";
export type { DiemEvent, DiemEventName, LocatedEvent } from "./events";
export type { DiemErrorName, ErrorSource } from "./errors";
export type { SignedVoucher, Voucher, VoucherSigner } from "./vouchers";
