import type { Struct } from "../codec/types";
import { accountClient, type WithAddress } from "./client";

/** An unstake ticket's fields. */
export type TicketFields = Struct<"unstakeTicket">;
/** An unstake ticket and its address. */
export type TicketAccount = WithAddress<TicketFields>;

/**
 * Unstake tickets.
 *
 * @example
 * const open = await accounts.ticket.fetchAll(connection, { position });
 */
export const ticket = accountClient({
  name: "unstakeTicket",
  filterable: ["position"],
  view: (stored): TicketFields => stored,
});
