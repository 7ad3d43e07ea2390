import { type PositionAccount, position as positions } from "../accounts/position";
import type { TicketAccount } from "../accounts/ticket";
import { ticket as tickets } from "../accounts/ticket";
import { foreseen } from "../errors/program-errors";
import { only } from "../only";
import { position as positionOf, ticket as ticketOf } from "../pda";
import { readClock } from "./channel-reading";
import type { PlanContext } from "./plan";

/** Where the owner's position is. */
export function positionAddress({ market: { market }, owner, programId }: PlanContext) {
  return positionOf({ market, owner, ...only({ programId }) });
}

/** What every instruction on the owner's position takes. */
export function onPosition({ market, owner, programId }: PlanContext) {
  return { market, owner, ...only({ programId }) };
}

/** The owner's position, the market, and what the chain's own clock says. */
export async function readOwnPosition(context: PlanContext) {
  const { connection, programId } = context;
  const [position, clock] = await Promise.all([
    positions.fetch(connection, positionAddress(context), only({ programId })),
    readClock(context),
  ]);
  return { position, ...clock, on: onPosition(context) };
}

/** VVV base units of a position that no DIEM stands on. */
export function unlockedOf({ staked, locked }: Pick<PositionAccount, "staked" | "locked">): bigint {
  return staked - locked;
}

/** A ticket of the owner's position. Throws `AccountNotFound` where there is none. */
export function readOwnTicket(context: PlanContext, id: bigint): Promise<TicketAccount> {
  const { connection, programId } = context;
  const options = only({ programId });
  const address = ticketOf({ position: positionAddress(context), id, ...options });
  return tickets.fetch(connection, address, options);
}

/** Throws `ZeroAmount` for nothing. */
export function requireAmount(amount: bigint): void {
  if (amount <= 0n) throw foreseen("ZeroAmount");
}
