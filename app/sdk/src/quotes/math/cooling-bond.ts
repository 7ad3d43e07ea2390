/** A provider's cooling bond, held in shares, so that one slash reaches every ticket. @module */
import { mathOverflow } from "../../errors/math-overflow";
import { u64 } from "./integers";
import { at, ofFloor, renew, type Units, worthFloor } from "./units";

/** What all bond tickets of a provider hold together. */
export interface CoolingBond {
  /** VVV base units. */
  readonly amount: bigint;
  readonly shares: Units;
  readonly tickets: number;
}

/**
 * Adds `amount` VVV base units on a new ticket, and says its shares in today's era: `amount` when there are none,
 * otherwise `floor(amount * shares / bond.amount)`. The program's `CoolingBond::join`.
 *
 * @throws `MathOverflow` above 64 bits.
 */
export function join({ bond, amount }: { readonly bond: CoolingBond; readonly amount: bigint }): {
  readonly bond: CoolingBond;
  readonly shares: bigint;
} {
  const units = renew({ units: bond.shares, amount: bond.amount });
  const shares = units.total === 0n ? amount : ofFloor({ units, part: amount, whole: bond.amount });
  const joined = {
    amount: u64(bond.amount + amount),
    shares: { ...units, total: u64(units.total + shares) },
    tickets: bond.tickets + 1,
  };
  return { bond: joined, shares };
}

/**
 * Takes a ticket's `shares`, counted in `era`, out, and says what they are paid in VVV base units:
 * `floor(shares * bond.amount / bond.shares)`, and all that is there for the last ticket. The program's
 * `CoolingBond::leave`.
 *
 * @throws `MathOverflow` without a ticket, or for more shares than there are.
 *
 * @example
 * const { bondCooling: bond } = await accounts.provider.fetch(connection, address);
 * for (const ticket of await accounts.bondTicket.fetchAll(connection, { provider: address })) {
 *   show(ticket.id, quotes.coolingBond.leave({ bond, ticket }).paid);
 * }
 */
export function leave({
  bond: { amount, shares, tickets },
  ticket,
}: {
  readonly bond: CoolingBond;
  readonly ticket: { readonly shares: bigint; readonly era: bigint };
}): { readonly bond: CoolingBond; readonly paid: bigint } {
  if (tickets === 0) throw mathOverflow();
  const units = renew({ units: shares, amount });
  if (tickets === 1) {
    return { bond: { amount: 0n, shares: { ...units, total: 0n }, tickets: 0 }, paid: amount };
  }
  const claim = at({ units, claim: ticket.shares, era: ticket.era });
  const paid = worthFloor({ units, claim, whole: amount });
  const left = {
    amount: u64(amount - paid),
    shares: { ...units, total: u64(units.total - claim) },
    tickets: tickets - 1,
  };
  return { bond: left, paid };
}

/**
 * Takes `amount` VVV base units from all tickets in proportion. The program's `CoolingBond::slash`.
 *
 * @throws `MathOverflow` above what is there.
 */
export function slash({
  bond,
  amount,
}: {
  readonly bond: CoolingBond;
  readonly amount: bigint;
}): CoolingBond {
  return { ...bond, amount: u64(bond.amount - amount) };
}
