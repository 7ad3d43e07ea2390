import type { PublicKey } from "@solana/web3.js";
import { constants } from "@diem/sdk";
import { addToBond, advanceProvider, bondCovers, markBonded } from "./bond";
import { advance, epochAt, scheduled } from "./epochs";
import { requireOpen } from "./governance";
import { add, later, saturatingAdd, sub } from "./integers";
import { bookRevenue } from "./market";
import { demand, refuse } from "./refusal";
import type { Address, Market, Provider, State, Terms, UsageSlot } from "./state";
import { balance, move } from "./tokens";

/** Which provider is named, by whom. */
export interface OnProvider {
  readonly provider: Address;
  readonly owner: PublicKey;
}

/** The provider, whoever calls. */
export function anyProvider(state: State, { provider }: Pick<OnProvider, "provider">): Provider {
  return state.provider.get(provider.text) ?? refuse("AccountOwnedByWrongProgram");
}

/** The provider, as far as the signer owns it. */
export function ownProvider(state: State, on: OnProvider): Provider {
  const provider = anyProvider(state, on);
  demand(provider.owner.equals(on.owner), "WrongOwner");
  return provider;
}

/** Counts an event about a provider that the market counts as well. */
export function countBoth({ market }: State, provider: Provider): void {
  market.sequence += 1n;
  provider.sequence += 1n;
}

export const isOperator = ({ owner, operator }: Provider, key: PublicKey) =>
  key.equals(operator) || key.equals(owner);

function setTerms(provider: Provider, terms: Terms): void {
  demand(!isDefault(terms.operator), "OperatorMissing");
  demand(terms.price !== 0n, "PriceOutOfRange");
  const bytes = new TextEncoder().encode(terms.endpoint).length;
  demand(bytes >= 1 && bytes <= constants.MAX_ENDPOINT_LEN, "EndpointOutOfRange");
  Object.assign(provider, terms);
}

const isDefault = (key: PublicKey) => key.toBytes().every((byte) => byte === 0);

const unused = (): UsageSlot => ({
  ...{ epoch: 0, rewarded: false, capacity: 0n, paid: 0n, quota: 0n },
  ...{ reportedPaid: 0n, reportedQuota: 0n, reportedCounted: 0n },
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
  const provider = blankProvider(state, order);
  setTerms(provider, order.terms);
  addToBond(market, provider, bond);
  offer(market, provider, order, epochAt(market, now));
  state.provider.set(address.text, provider);
  // somebody else may have created it before, and sent something to it
  if (!state.tokens.has(revenue.toBase58())) state.tokens.set(revenue.toBase58(), 0n);
  move(state, order.ownerVvv, market.bondVault, bond);
  market.sequence += 1n;
}

function blankProvider({ market, address }: State, order: Registration): Provider {
  const { clusterTag, genesisTs, epochSecs } = market;
  return {
    ...{ version: 1, bump: order.provider.bump, market: address, owner: order.owner },
    ...{ rentPayer: order.payer, revenue: order.revenue, ...order.terms },
    ...{ clusterTag, genesisTs, epochSecs, openChannels: 0, claimable: 0n, totalRevenue: 0n },
    ...{ retiring: false, underbonded: false, bond: 0n, bondCooling: { amount: 0n, shares: 0n } },
    ...{ bondPerCredit: 0n, capacity: scheduled(), quotaCapacity: scheduled() },
    ...{ committed: scheduled(), nextTicketId: 0n, noticeEndsTs: 0n, lastQuotaEpoch: 0 },
    ...{ slashEpoch: 0, slashed: 0n, maxSlashBps: 0, sequence: 0n },
    usage: Array.from({ length: constants.USAGE_EPOCHS }, unused),
  };
}

export function updateProvider(
  state: State,
  { terms, ...on }: OnProvider & { readonly terms: Terms },
): void {
  const provider = ownProvider(state, on);
  setTerms(provider, terms);
  provider.sequence += 1n;
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
  offer(state.market, account, next, epochAt(state.market, state.now));
  countBoth(state, account);
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
  countBoth(state, provider);
}

/** Books a provider's own part of `amount` new revenue, and says what goes to the others. */
function book(state: State, provider: Provider, amount: bigint): bigint {
  const own = bookRevenue(state.market, amount, state.now);
  provider.claimable = add(provider.claimable, own);
  provider.totalRevenue = saturatingAdd(provider.totalRevenue, amount);
  return amount - own;
}

export function distributeRevenue(state: State, on: Pick<OnProvider, "provider">): void {
  const provider = anyProvider(state, on);
  const amount = balance(state, provider.revenue) - provider.claimable;
  demand(amount > 0n, "NothingToDistribute");
  const toOthers = book(state, provider, amount);
  move(state, provider.revenue, state.market.feePool, toOthers);
  countBoth(state, provider);
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
  provider.sequence += 1n;
}

export function closeProvider(
  state: State,
  { ownerDiem, rentPayer, ...on }: OnProvider & { ownerDiem: PublicKey; rentPayer: PublicKey },
): void {
  const provider = ownProvider(state, on);
  demand(provider.rentPayer.equals(rentPayer), "WrongRentPayer");
  demand(provider.retiring, "ProviderNotRetiring");
  demand(state.now >= provider.noticeEndsTs, "NoticeNotOver");
  const { bond, bondCooling, openChannels, revenue } = provider;
  demand(bond === 0n && bondCooling.shares === 0n && openChannels === 0, "ProviderNotEmpty");
  const toOthers = book(state, provider, sub(balance(state, revenue), provider.claimable));
  move(state, revenue, state.market.feePool, toOthers);
  move(state, revenue, ownerDiem, provider.claimable);
  state.tokens.delete(revenue.toBase58());
  state.provider.delete(on.provider.text);
  state.market.sequence += 1n;
}
