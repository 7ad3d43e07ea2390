/** Reading the program's accounts. */
export { market, type MarketAccount, type MarketFields } from "./market";
export { position, type PositionAccount, type PositionFields } from "./position";
export { ticket, type TicketAccount, type TicketFields } from "./ticket";
export {
  type PriceTerms,
  provider,
  type ProviderAccount,
  type ProviderFields,
  type ScheduledTerms,
  type UsageSlot,
} from "./provider";
export { bondTicket, type BondTicketAccount, type BondTicketFields } from "./bond-ticket";
export { channel, type ChannelAccount, type ChannelFields } from "./channel";
export { epochRecord, type EpochRecordAccount, type EpochRecordFields } from "./epoch-record";
export type { AccountClient, Filter, ReadOptions, WithAddress } from "./client";
