import type { PublicKey } from "@solana/web3.js";
import { constants } from "@diem/sdk";
import { addToBond, advanceProvider, bondCovers, markBonded } from "./bond";
import { advance, epochAt, scheduled } from "./epochs";
import { emit, marketState, providerState, stampBoth, stampOf } from "./events";
import { requireOpen } from "./governance";
import { add, later, saturating, sub } from "./integers";
import { bookRevenue, type Split } from "./market";
import { demand, refuse } from "./refusal";
import type {
  Address,
  Market,
  PriceTerms,
  Provider,
  ScheduledTerms,
  State,
  Terms,
  UsageSlot,
} from "./state";
import { endOf } from "./streams";
import { balance, move } from "./tokens";

/** Which provider is named, by whom. */
export interface OnProvider {
  readonly provider: Address;
  readonly owner: PublicKey;
}

/** The provider, for any caller. */
export function anyProvider(state: State, { provider }: Pick<OnProvider, "provider">): Provider {
  return state.provider.get(provider.text) ?? refuse("AccountOwnedByWrongProgram");
}

/** The provider, as far as the signer owns it. */
export function ownProvider(state: State, on: OnProvider): Provider {
  const provider = anyProvider(state, on);
  demand(provider.owner.equals(on.owner), "WrongOwner");
  return provider;
}

export const isOperator = ({ owner, operator }: Provider, key: PublicKey) =>
  key.equals(operator) || key.equals(owner);

/** What is set counts from the next epoch on; operator and endpoint at once. */
function setTerms(provider: Provider, terms: Terms, epoch: number): void {
  const { operator, endpoint, price, priceListHash } = terms;
  demand(!isDefault(operator), "OperatorMissing");
  demand(price > 0n, "PriceOutOfRange");
  const bytes = new TextEncoder().encode(endpoint).length;
  demand(bytes >= 1 && bytes <= constants.MAX_ENDPOINT_LEN, "EndpointOutOfRange");
  provider.operator = operator;
  provider.endpoint = endpoint;
  provider.terms.current = termsIn(provider.terms, epoch);
  provider.terms.epoch = epoch;
  provider.terms.next = { price, priceListHash };
}

/** The price terms of the running epoch. */
export function termsIn(
  { current, next, epoch: setIn }: ScheduledTerms,
  epoch: number,
): PriceTerms {
  return epoch > setIn ? next : current;
}

/** What a provider has stated last. */
function newestTerms({ operator, endpoint, terms: { next } }: Provider): Terms {
  return { operator, endpoint, ...next };
}

const isDefault = (key: PublicKey) => key.toBytes().every((byte) => byte === 0);

export const unserved = () => ({ diem: 0n, bought: 0n, quota: 0n });

/** What was not reported yet. */
export const freshSlot = (epoch: number, capacity: bigint): UsageSlot => ({
  ...{ epoch, distributed: 0, capacity, rewarded: 0n },
  ...{ served: unserved(), reported: unserved() },
});

export interface Registration extends OnProvider {
  readonly payer: PublicKey;
  readonly revenue: PublicKey;
  readonly ownerVvv: PublicKey;
  readonly bond: bigint;
  readonly capacity: bigint;
  readonly quotaCapacity: bigint;
  readonly terms: Terms;
}

export function registerProvider(state: State, order: Registration): void {
  const { market, now } = state;
  const { provider: address, bond, revenue } = order;
  demand(!state.provider.has(address.text), "AccountAlreadyInUse");
  demand(bond > 0n, "ZeroAmount");
  requireOpen(market, "register");
  const epoch = epochAt(market, now);
  const provider = blankProvider(state, order);
  setTerms(provider, order.terms, epoch);
  provider.terms.current = provider.terms.next;
  addToBond(market, provider, bond);
  offer(market, provider, order, epoch);
  state.provider.set(address.text, provider);
  // somebody else may have created it before, and sent something to it
  if (!state.tokens.has(revenue.toBase58())) state.tokens.set(revenue.toBase58(), 0n);
  move(state, order.ownerVvv, market.bondVault, bond);
  emit(state, "ProviderRegistered", {
    ...{ stamp: stampOf(state, market), terms: order.terms },
    ...{ provider: providerState(provider), market: marketState(market) },
  });
}

function blankProvider({ market, address }: State, order: Registration): Provider {
  const { clusterTag, genesisTs, epochSecs } = market;
  const { operator, endpoint, ...terms } = order.terms;
  return {
    ...{ version: 1, bump: order.provider.bump, market: address, owner: order.owner },
    ...{ rentPayer: order.payer, revenue: order.revenue, operator, endpoint },
    ...{ clusterTag, genesisTs, epochSecs, openChannels: 0, claimable: 0n, totalRevenue: 0n },
    ...{
      totalSettled: 0n,
      settledDistributed: 0n,
      terms: { current: terms, next: terms, epoch: 0 },
    },
    ...{ retiring: false, underbonded: false, bond: 0n },
    bondCooling: { amount: 0n, shares: { total: 0n, era: 0n }, tickets: 0 },
    ...{ bondPerCredit: 0n, capacity: scheduled(), quotaCapacity: scheduled() },
    ...{ committed: scheduled(), nextTicketId: 0n, noticeEndsTs: 0n, lastQuotaEpoch: 0 },
    ...{ slashEpoch: 0, slashed: 0n, maxSlashBps: 0, sequence: 0n },
    usage: Array.from({ length: constants.USAGE_EPOCHS }, () => freshSlot(0, 0n)),
  };
}

export function updateProvider(
  state: State,
  { terms, ...on }: OnProvider & { readonly terms: Terms },
): void {
  const provider = ownProvider(state, on);
  const before = newestTerms(provider);
  setTerms(provider, terms, epochAt(provider, state.now));
  const stamp = stampOf(state, provider);
  emit(state, "ProviderUpdated", {
    stamp,
    before,
    after: terms,
    provider: providerState(provider),
  });
}

export interface Offer {
  readonly capacity: bigint;
  readonly quotaCapacity: bigint;
}

function offer(market: Market, provider: Provider, next: Offer, epoch: number): void {
  demand(!provider.retiring, "ProviderRetiring");
  advanceProvider(provider, epoch);
  demand(next.capacity <= constants.MAX_CAPACITY, "CapacityOutOfRange");
  demand(next.quotaCapacity <= next.capacity, "QuotaAboveCapacity");
  demand(next.quotaCapacity >= provider.committed.next, "QuotaBelowCommitted");
  offerNext(market, provider, next, epoch);
  provider.bondPerCredit = market.params.bondPerCredit;
  demand(bondCovers(provider, next.capacity), "BondTooSmall");
  markBonded(provider);
}

/** What is offered from the next epoch on, here and in the market's sum. */
function offerNext(market: Market, provider: Provider, next: Offer, epoch: number): void {
  for (const figure of ["capacity", "quotaCapacity"] as const) {
    const sum = market[figure];
    advance(sum, epoch);
    sum.next = add(sub(sum.next, provider[figure].next), next[figure]);
    provider[figure].next = next[figure];
  }
}

export function setCapacity(state: State, { provider, owner, ...next }: OnProvider & Offer): void {
  const account = ownProvider(state, { provider, owner });
  const before = { capacity: account.capacity.next, quotaCapacity: account.quotaCapacity.next };
  offer(state.market, account, next, epochAt(state.market, state.now));
  emit(state, "CapacitySet", {
    ...stampBoth(state, account),
    ...{ capacityBefore: before.capacity, quotaCapacityBefore: before.quotaCapacity },
    provider: providerState(account),
  });
}

export function retireProvider(state: State, on: OnProvider): void {
  const { market, now } = state;
  const provider = ownProvider(state, on);
  const epoch = epochAt(market, now);
  demand(!provider.retiring, "ProviderRetiring");
  advanceProvider(provider, epoch);
  offerNext(market, provider, { capacity: 0n, quotaCapacity: 0n }, epoch);
  provider.retiring = true;
  provider.noticeEndsTs = later(now, market.params.bondCooldownSecs);
  provider.lastQuotaEpoch = epochAt(market, provider.noticeEndsTs);
  const { noticeEndsTs, lastQuotaEpoch } = provider;
  emit(state, "ProviderRetired", {
    ...{ ...stampBoth(state, provider), noticeEndsTs, lastQuotaEpoch },
    provider: providerState(provider),
  });
}

/** Splits `amount` new revenue and books all parts of it. */
function book(state: State, provider: Provider, amount: bigint): Split {
  const parts = bookRevenue(state.market, amount, state.now);
  provider.claimable = add(provider.claimable, parts.provider);
  provider.totalRevenue = saturating(provider.totalRevenue + amount);
  const open = provider.totalSettled - provider.settledDistributed;
  provider.settledDistributed += amount < open ? amount : open;
  return parts;
}

export function distributeRevenue(state: State, on: Pick<OnProvider, "provider">): void {
  const { market } = state;
  const provider = anyProvider(state, on);
  const amount = balance(state, provider.revenue) - provider.claimable;
  demand(amount > 0n, "NothingToDistribute");
  const parts = book(state, provider, amount);
  move(state, provider.revenue, market.feePool, amount - parts.provider);
  emit(state, "RevenueDistributed", {
    ...{ ...stampBoth(state, provider), amount },
    ...{ toProvider: parts.provider, toQuota: parts.quota, toTreasury: parts.treasury },
    ...{ toStakers: parts.stakers, feeStreamEndTs: endOf(market.feeStream) },
    ...{ provider: providerState(provider), market: marketState(market) },
  });
}

export function withdrawRevenue(
  state: State,
  { ownerDiem, amount, ...on }: OnProvider & { ownerDiem: PublicKey; amount: bigint },
): void {
  const provider = ownProvider(state, on);
  demand(amount > 0n, "ZeroAmount");
  demand(provider.claimable >= amount, "ClaimableExceeded");
  provider.claimable -= amount;
  move(state, provider.revenue, ownerDiem, amount);
  const stamp = stampOf(state, provider);
  emit(state, "RevenueWithdrawn", { stamp, amount, provider: providerState(provider) });
}

export function closeProvider(
  state: State,
  { ownerDiem, rentPayer, ...on }: OnProvider & { ownerDiem: PublicKey; rentPayer: PublicKey },
): void {
  const { market, now } = state;
  const provider = ownProvider(state, on);
  demand(provider.rentPayer.equals(rentPayer), "WrongRentPayer");
  demand(provider.retiring, "ProviderNotRetiring");
  demand(now >= provider.noticeEndsTs, "NoticeNotOver");
  const { bond, bondCooling, openChannels, revenue } = provider;
  const empty = bond === 0n && bondCooling.tickets === 0 && openChannels === 0;
  demand(empty, "ProviderNotEmpty");
  const slashedNow = provider.slashed > 0n && provider.slashEpoch === epochAt(market, now);
  demand(!slashedNow, "SlashedInEpoch");
  const undistributed = sub(balance(state, revenue), provider.claimable);
  const toOthers = undistributed - book(state, provider, undistributed).provider;
  const toOwner = provider.claimable;
  provider.claimable = 0n;
  move(state, revenue, market.feePool, toOthers);
  move(state, revenue, ownerDiem, toOwner);
  state.tokens.delete(revenue.toBase58());
  state.provider.delete(on.provider.text);
  emit(state, "ProviderClosed", {
    ...{ ...stampBoth(state, provider), toOwner, toOthers },
    ...{ provider: providerState(provider), market: marketState(market) },
  });
}
