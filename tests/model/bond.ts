import type { PublicKey } from "@solana/web3.js";
import { constants } from "@diem/sdk";
import { advance, epochAt } from "./epochs";
import { emit, marketState, providerState, stampBoth } from "./events";
import { requireOpen } from "./governance";
import { add, BPS, later, max, min, mulDivFloor, sub, U64_MAX } from "./integers";
import { anyProvider, type OnProvider, ownProvider } from "./provider";
import { demand, refuse } from "./refusal";
import type { Address, BondTicket, Market, Provider, State } from "./state";
import { move } from "./tokens";
import { renew, unitsNow } from "./units";

/** Tells of a provider's bond, with what both accounts are after the change. */
function tell(
  state: State,
  provider: Provider,
  name: string,
  figures: Readonly<Record<string, unknown>>,
): void {
  emit(state, name, {
    ...{ ...stampBoth(state, provider), ...figures },
    ...{ provider: providerState(provider), market: marketState(state.market) },
  });
}

/** Whether the bond covers so many micro-credits. */
export function bondCovers({ bond, bondPerCredit }: Provider, capacity: bigint): boolean {
  const required = (capacity * bondPerCredit + constants.CREDIT_UNIT - 1n) / constants.CREDIT_UNIT;
  return required <= U64_MAX && bond >= required;
}

/** Whether it covers this epoch's capacity and the next one's. */
export function isBonded(provider: Provider): boolean {
  return bondCovers(provider, max(provider.capacity.current, provider.capacity.next));
}

export function markBonded(provider: Provider): void {
  provider.underbonded = !isBonded(provider);
}

/** Moves a provider's figures to `epoch`; a lower offer ends a shortage when it comes into force. */
export function advanceProvider(provider: Provider, epoch: number): void {
  for (const figure of ["capacity", "quotaCapacity", "committed"] as const) {
    advance(provider[figure], epoch);
  }
  if (provider.underbonded) markBonded(provider);
}

export function addToBond(market: Market, provider: Provider, amount: bigint): void {
  demand(!provider.retiring, "ProviderRetiring");
  provider.bond = add(provider.bond, amount);
  provider.maxSlashBps = market.params.maxSlashBps;
  market.totalBonded = add(market.totalBonded, amount);
  markBonded(provider);
}

export function addBond(
  state: State,
  { ownerVvv, amount, ...on }: OnProvider & { ownerVvv: PublicKey; amount: bigint },
): void {
  const provider = ownProvider(state, on);
  demand(amount > 0n, "ZeroAmount");
  requireOpen(state.market, "register");
  addToBond(state.market, provider, amount);
  move(state, ownerVvv, state.market.bondVault, amount);
  tell(state, provider, "BondAdded", { amount });
}

/** Puts `amount` on a ticket of its own, and says how many shares of the cooling bond that makes. */
function join(cooling: Provider["bondCooling"], amount: bigint): bigint {
  const { amount: held, shares } = cooling;
  renew(shares, held);
  const joined = shares.total === 0n ? amount : mulDivFloor(amount, shares.total, held);
  cooling.amount = add(held, amount);
  shares.total = add(shares.total, joined);
  cooling.tickets += 1;
  return joined;
}

export interface BondRequest extends OnProvider {
  readonly amount: bigint;
  readonly ticket: Address;
  readonly ticketId: bigint;
  readonly payer: PublicKey;
}

export function requestBondWithdrawal(state: State, order: BondRequest): void {
  const { market, now } = state;
  const { amount, ticket } = order;
  // Anchor makes the ticket before it looks at the other accounts
  demand(order.ticketId === anyProvider(state, order).nextTicketId, "ConstraintSeeds");
  const provider = ownProvider(state, order);
  demand(amount > 0n, "ZeroAmount");
  advanceProvider(provider, epochAt(market, now));
  demand(provider.bond >= amount, "BondTooSmall");
  provider.bond -= amount;
  market.totalBonded = sub(market.totalBonded, amount);
  demand(provider.retiring || isBonded(provider), "BondTooSmall");
  const shares = join(provider.bondCooling, amount);
  market.totalBondCooling = add(market.totalBondCooling, amount);
  const cooledTs = later(now, market.params.bondCooldownSecs);
  const readyTs = provider.retiring ? max(cooledTs, provider.noticeEndsTs) : cooledTs;
  const id = provider.nextTicketId;
  const { era } = provider.bondCooling.shares;
  state.bondTicket.set(ticket.text, {
    ...{ version: 1, bump: ticket.bump, provider: order.provider.key, rentPayer: order.payer },
    ...{ id, shares, era, requested: amount, requestedTs: now, readyTs },
  });
  provider.nextTicketId += 1n;
  tell(state, provider, "BondWithdrawalRequested", { ticketId: id, amount, shares, era, readyTs });
}

/** Takes a ticket's part out of the cooling bond; the last ticket takes what is there. */
function leave(cooling: Provider["bondCooling"], ticket: BondTicket): bigint {
  const { amount, shares } = cooling;
  cooling.tickets -= 1;
  renew(shares, amount);
  const last = cooling.tickets === 0;
  const left = last ? shares.total : unitsNow(shares, ticket.shares, ticket.era);
  const part = left === 0n ? 0n : mulDivFloor(left, amount, shares.total);
  const paid = last ? amount : part;
  cooling.amount = sub(amount, paid);
  shares.total = sub(shares.total, left);
  return paid;
}

export interface BondWithdrawal extends OnProvider {
  readonly ticket: Address;
  readonly rentPayer: PublicKey;
  readonly ownerVvv: PublicKey;
}

export function withdrawBond(state: State, order: BondWithdrawal): void {
  const { market } = state;
  anyProvider(state, order);
  const ticket = state.bondTicket.get(order.ticket.text) ?? refuse("AccountOwnedByWrongProgram");
  const provider = ownProvider(state, order);
  demand(ticket.provider.equals(order.provider.key), "TicketOfAnotherProvider");
  demand(ticket.rentPayer.equals(order.rentPayer), "WrongRentPayer");
  demand(state.now >= ticket.readyTs, "CooldownNotOver");
  const amount = leave(provider.bondCooling, ticket);
  market.totalBondCooling = sub(market.totalBondCooling, amount);
  move(state, market.bondVault, order.ownerVvv, amount);
  state.bondTicket.delete(order.ticket.text);
  const { id: ticketId, requested } = ticket;
  tell(state, provider, "BondWithdrawn", { ticketId, requested, amount });
}

export interface Slash {
  readonly provider: Address;
  readonly arbiter: PublicKey;
  /** The owner of the account that is to receive. */
  readonly treasury: PublicKey;
  readonly treasuryVvv: PublicKey;
  readonly maxAmount: bigint;
  readonly reason: number;
}

/** What can be taken now, at most `maxAmount`: all slashes of an epoch share one cap. */
function slashable({ market }: State, provider: Provider, maxAmount: bigint): bigint {
  const whole = add(provider.bond, provider.bondCooling.amount);
  const maxBps = BigInt(Math.min(market.params.maxSlashBps, provider.maxSlashBps));
  const cap = mulDivFloor(add(whole, provider.slashed), maxBps, BPS);
  return min(max(cap - provider.slashed, 0n), maxAmount);
}

export function slashProvider(state: State, order: Slash): void {
  const { market, now } = state;
  const provider = anyProvider(state, order);
  demand(market.roles.arbiter.equals(order.arbiter), "NotArbiter");
  demand(market.roles.treasury.equals(order.treasury), "WrongTokenOwner");
  demand(order.maxAmount > 0n, "ZeroAmount");
  const epoch = epochAt(market, now);
  advanceProvider(provider, epoch);
  if (provider.slashEpoch < epoch) {
    provider.slashEpoch = epoch;
    provider.slashed = 0n;
  }
  const amount = slashable(state, provider, order.maxAmount);
  demand(amount > 0n, "SlashCapReached");
  const { bond: bondBefore, bondCooling } = provider;
  const bondCoolingBefore = bondCooling.amount;
  takeBond(market, provider, amount);
  move(state, market.bondVault, order.treasuryVvv, amount);
  const { arbiter, reason } = order;
  const figures = { arbiter, reason, amount, bondBefore, bondCoolingBefore };
  tell(state, provider, "ProviderSlashed", figures);
}

/** Takes `amount` off the bond and the cooling bond, each in its proportion. */
function takeBond(market: Market, provider: Provider, amount: bigint): void {
  const { bondCooling } = provider;
  const whole = provider.bond + bondCooling.amount;
  const fromCooling = mulDivFloor(amount, bondCooling.amount, whole);
  const fromBond = amount - fromCooling;
  provider.slashed = add(provider.slashed, amount);
  provider.bond = sub(provider.bond, fromBond);
  bondCooling.amount = sub(bondCooling.amount, fromCooling);
  market.totalBonded = sub(market.totalBonded, fromBond);
  market.totalBondCooling = sub(market.totalBondCooling, fromCooling);
  markBonded(provider);
}
