import { type PositionAccount, position as positions } from "../../accounts/position";
import type { TicketAccount } from "../../accounts/ticket";
import { ticket as tickets } from "../../accounts/ticket";
import { supplyOf } from "../../diem-supply";
import { defined } from "../../defined";
import { position as positionOf, ticket as ticketOf } from "../../pda";
import { readClock } from "./clock";
import type { PlanContext } from "../plan";

/** Where the owner's position is. */
export function positionAddress({ market: { market }, owner, programId }: PlanContext) {
  return positionOf({ market, owner, ...defined({ programId }) });
}

/** What every instruction on the owner's position takes. */
export function onPosition({ market, owner, programId }: PlanContext) {
  return { market, owner, ...defined({ programId }) };
}

/** The owner's position, the market, the DIEM in existence, and what the chain's own clock says, all at one moment. */
export async function readOwnPosition(context: PlanContext) {
  const { programId, market } = context;
  const address = positionAddress(context);
  const { further, ...clock } = await readClock(context, [address, market.diemMint]);
  const [info, mint] = further;
  return {
    position: positions.fromInfo(address, info, defined({ programId })),
    supply: supplyOf(market.diemMint, mint),
    ...clock,
    on: onPosition(context),
  };
}

/** VVV base units of a position that no DIEM stands on. */
export function unlockedOf({ staked, locked }: Pick<PositionAccount, "staked" | "locked">): bigint {
  return staked - locked;
}

/** A ticket of the owner's position. Throws `AccountNotFound` if there is none. */
export function readOwnTicket(context: PlanContext, id: bigint): Promise<TicketAccount> {
  const { connection, programId } = context;
  const options = defined({ programId });
  const address = ticketOf({ position: positionAddress(context), id, ...options });
  return tickets.fetch(connection, address, options);
}
