/** Reading the program's accounts. */
export { market, type MarketAccount, type MarketFields } from "./market";
export { position, type PositionAccount, type PositionFields } from "./position";
export { ticket, type TicketAccount, type TicketFields } from "./ticket";
export { provider, type ProviderAccount, type ProviderFields } from "./provider";
export type { AccountClient, Filter, ReadOptions, WithAddress } from "./client";
