import type { TicketAccount } from "../accounts/ticket";
import { ticket as tickets } from "../accounts/ticket";
import { foreseen } from "../errors/program-errors";
import * as instructions from "../instructions/unstake";
import { defined } from "../defined";
import { ticketReady } from "../quotes/ticket";
import { createAtaIdempotent } from "../tokens";
import { readClock } from "./read/clock";
import type { Plan, PlanContext } from "./plan";
import { onPosition, positionAddress, readOwnTicket } from "./read/position";

/** Names one of the owner's unstake tickets. */
export interface TicketPlanInput {
  readonly ticketId: bigint;
}

/** The amount of a ticket that returns to the stake or to the wallet. */
export interface TicketQuote {
  /** VVV base units. */
  readonly amount: bigint;
  readonly ticketIds: readonly bigint[];
}

/** Payouts per transaction; this many always fit. */
const PER_TRANSACTION = 8;

/**
 * Puts a ticket's VVV back to work and closes the ticket, ready or not.
 *
 * @throws `AccountNotFound` if there is no such ticket; `EntryPaused`.
 *
 * @example
 * const { quote } = await plans.cancelUnstake(context, { ticketId: 3n });
 */
export async function cancelUnstake(
  context: PlanContext,
  { ticketId }: TicketPlanInput,
): Promise<Plan<TicketQuote>> {
  const [{ amount, rentPayer }, { state }] = await Promise.all([
    readOwnTicket(context, ticketId),
    readClock(context),
  ]);
  if (state.paused.includes("stake")) throw foreseen("EntryPaused");
  const cancel = instructions.cancelUnstake({ ...onPosition(context), ticketId, rentPayer });
  return { instructions: [cancel], quote: { amount, ticketIds: [ticketId] } };
}

/**
 * Pays out a ticket whose cool-down is over, into the owner's token account, which is created if it is missing.
 *
 * @throws `AccountNotFound` if there is no such ticket; `CooldownNotOver`.
 *
 * @example
 * const { quote } = await plans.withdrawUnstaked(context, { ticketId: 3n });
 */
export async function withdrawUnstaked(
  context: PlanContext,
  { ticketId }: TicketPlanInput,
): Promise<Plan<TicketQuote>> {
  const [ticket, { now }] = await Promise.all([
    readOwnTicket(context, ticketId),
    readClock(context),
  ]);
  if (!ticketReady({ ticket, now })) {
    throw foreseen("CooldownNotOver", { now, readyTs: ticket.readyTs });
  }
  return payout(context, [ticket]);
}

/**
 * Pays out every ticket whose cool-down is over; nothing if none is.
 *
 * @example
 * for (const plan of await plans.withdrawAllUnstaked(context)) await client.send(plan);
 */
export async function withdrawAllUnstaked(context: PlanContext): Promise<Plan<TicketQuote>[]> {
  const { connection, programId } = context;
  const position = positionAddress(context);
  const [all, { now }] = await Promise.all([
    tickets.fetchAll(connection, { position }, defined({ programId })),
    readClock(context),
  ]);
  const ready = all
    .filter((ticket) => ticketReady({ ticket, now }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const count = Math.ceil(ready.length / PER_TRANSACTION);
  return Array.from({ length: count }, (_, nth) =>
    payout(context, ready.slice(nth * PER_TRANSACTION, (nth + 1) * PER_TRANSACTION)),
  );
}

function payout(context: PlanContext, ready: readonly TicketAccount[]): Plan<TicketQuote> {
  const { market, owner } = context;
  const on = onPosition(context);
  const create = createAtaIdempotent({ payer: owner, mint: market.vvvMint, owner });
  const withdrawals = ready.map(({ id: ticketId, rentPayer }) =>
    instructions.withdrawUnstaked({ ...on, ticketId, rentPayer }),
  );
  return {
    instructions: [create, ...withdrawals],
    quote: {
      amount: ready.reduce((sum, { amount }) => sum + amount, 0n),
      ticketIds: ready.map(({ id }) => id),
    },
  };
}
