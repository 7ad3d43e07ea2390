import type { Struct } from "../codec/types";
import { accountClient, type WithAddress } from "./client";

/**
 * A bond ticket's fields. `requested` is in VVV base units, times are unix seconds. What is paid out is the
 * ticket's part of the provider's `bondCooling`, by its `shares` as of `era`: less than requested after a slash.
 */
export type BondTicketFields = Struct<"bondTicket">;
/** A bond ticket and its address. */
export type BondTicketAccount = WithAddress<BondTicketFields>;

/**
 * Bond tickets.
 *
 * @example
 * const open = await accounts.bondTicket.fetchAll(connection, { provider });
 */
export const bondTicket = accountClient({
  name: "bondTicket",
  filterable: ["provider"],
  view: (stored): BondTicketFields => stored,
});
