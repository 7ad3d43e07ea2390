import type { PublicKey } from "@solana/web3.js";
import { constants } from "@diem/sdk";
import { advanceProvider, isBonded } from "./bond";
import { epochAt, startOf } from "./epochs";
import { channelState, countOf, emit, stampOf } from "./events";
import { requireOpen } from "./governance";
import { add, later, max, sub, U32_MAX } from "./integers";
import { anyProvider, isOperator, termsIn } from "./provider";
import { moveOn, unstake } from "./quota";
import { demand, refuse } from "./refusal";
import type { Address, Channel, Market, Provider, State } from "./state";
import { move } from "./tokens";

export interface OnChannel {
  readonly provider: Address;
  readonly channel: Address;
}

/** The channel, for any caller. */
export function anyChannel(state: State, { channel }: Pick<OnChannel, "channel">): Channel {
  return state.channel.get(channel.text) ?? refuse("AccountOwnedByWrongProgram");
}

/** A channel and its provider, as far as both belong together. */
export function pair(state: State, on: OnChannel) {
  const provider = anyProvider(state, on);
  const channel = anyChannel(state, on);
  demand(channel.provider.equals(on.provider.key), "WrongProvider");
  return { provider, channel };
}

/** Tells of a channel, with what it is after the change. */
export function tell(
  state: State,
  channel: Channel,
  name: string,
  figures: Readonly<Record<string, unknown>>,
): void {
  const stamp = stampOf(state, channel);
  emit(state, name, { stamp, ...figures, channel: channelState(channel) });
}

export interface Opening extends OnChannel {
  readonly consumer: PublicKey;
  readonly consumerDiem: PublicKey;
  readonly payer: PublicKey;
  readonly openedSlot: bigint;
  readonly deposit: bigint;
  readonly maxPrice: bigint;
  readonly voucherSigner: PublicKey;
}

export function openChannel(state: State, order: Opening): void {
  const { market, now, slot } = state;
  const provider = anyProvider(state, order);
  demand(!state.channel.has(order.channel.text), "AccountAlreadyInUse");
  const named = order.voucherSigner.toBytes().some((byte) => byte !== 0);
  demand(named, "VoucherSignerMissing");
  const age = slot - order.openedSlot;
  demand(age >= 0n && age <= constants.OPENING_WINDOW_SLOTS, "OpenedSlotOutOfRange");
  if (order.deposit > 0n) requireOpen(market, "deposit");
  requireOpen(market, "open");
  const epoch = epochAt(market, now);
  demand(!provider.retiring, "ProviderRetiring");
  advanceProvider(provider, epoch);
  demand(provider.bond > 0n && isBonded(provider), "BondTooSmall");
  provider.openChannels += 1;
  const { price } = termsIn(provider.terms, epoch);
  demand(order.maxPrice >= price, "PriceAboveMaximum");
  const channel = blankChannel(state, order, price);
  moveOn(channel, epoch);
  addDeposit(market, channel, order.deposit);
  state.channel.set(order.channel.text, channel);
  move(state, order.consumerDiem, market.escrow, order.deposit);
  const { voucherSigner, creditsPerDiem, graceSecs } = channel;
  tell(state, channel, "ChannelOpened", {
    ...{ providerSequence: countOf(provider), address: order.channel.key, voucherSigner },
    ...{ price, creditsPerDiem, graceSecs },
  });
}

function blankChannel({ market, address }: State, order: Opening, price: bigint): Channel {
  const { consumer, voucherSigner, payer, openedSlot } = order;
  const { creditsPerDiem, channelGraceSecs } = market.params;
  return {
    ...{ version: 1, bump: order.channel.bump, market: address, provider: order.provider.key },
    ...{ consumer, voucherSigner, rentPayer: payer, openedSlot, price, bought: 0n },
    ...{ creditsPerDiem, graceSecs: channelGraceSecs, closesTs: null, closing: 0 },
    lastQuotaEpoch: Number(U32_MAX),
    ...{ deposit: 0n, settled: 0n, collected: 0n, staked: 0n, cooling: 0n, withdrawable: 0n },
    ...{ nextAllowance: 0n, sequence: 0n },
    quota: { epoch: 0, allowance: 0n, used: 0n },
    lastQuota: { epoch: 0, allowance: 0n, used: 0n },
  };
}

function addDeposit(market: Market, channel: Channel, amount: bigint): void {
  demand(channel.closesTs === null, "ChannelClosing");
  channel.deposit = add(channel.deposit, amount);
  market.totalEscrowed = add(market.totalEscrowed, amount);
}

export function deposit(
  state: State,
  order: Pick<OnChannel, "channel"> & {
    readonly funder: PublicKey;
    readonly funderDiem: PublicKey;
    readonly amount: bigint;
  },
): void {
  const { funder, amount } = order;
  const channel = anyChannel(state, order);
  demand(amount > 0n, "ZeroAmount");
  requireOpen(state.market, "deposit");
  addDeposit(state.market, channel, amount);
  move(state, order.funderDiem, state.market.escrow, amount);
  tell(state, channel, "Deposited", { funder, amount });
}

/** Takes what is settled and not collected off the books. */
function takeSettled(market: Market, channel: Channel): bigint {
  const amount = sub(channel.settled, channel.collected);
  channel.collected = channel.settled;
  market.totalEscrowed = sub(market.totalEscrowed, amount);
  return amount;
}

export function collect(state: State, on: OnChannel): void {
  const { market } = state;
  const { channel, provider } = pair(state, on);
  const amount = takeSettled(market, channel);
  demand(amount > 0n, "NothingToCollect");
  move(state, market.escrow, provider.revenue, amount);
  tell(state, channel, "Collected", { amount });
}

export function requestClose(
  state: State,
  order: OnChannel & { readonly closer: PublicKey },
): void {
  const { provider, channel } = pair(state, order);
  const byConsumer = order.closer.equals(channel.consumer);
  demand(byConsumer || isOperator(provider, order.closer), "NotChannelParty");
  if (byConsumer) closeByConsumer(state, channel, provider);
  else closeByProvider(state, channel, provider);
  tell(state, channel, "CloseRequested", { byProvider: !byConsumer });
}

/** The consumer may bring forward what its provider asked for; all DIEM leaves the quota stake. */
function closeByConsumer({ now }: State, channel: Channel, provider: Provider): void {
  const closesTs = later(now, channel.graceSecs);
  demand(channel.closesTs === null || closesTs < channel.closesTs, "ChannelClosing");
  channel.closesTs = closesTs;
  channel.closing = 2;
  unstake(channel, provider, channel.staked, epochAt(provider, now));
}

/** Staked DIEM gives quota in this epoch and in the next. */
function closeByProvider({ now }: State, channel: Channel, provider: Provider): void {
  demand(channel.closesTs === null, "ChannelClosing");
  const epoch = epochAt(provider, now);
  moveOn(channel, epoch);
  channel.lastQuotaEpoch = epoch + 1;
  channel.closesTs = max(later(now, channel.graceSecs), startOf(provider, epoch + 2));
  channel.closing = 1;
}

export interface Closing extends OnChannel {
  /** Gives up the grace, where there is one. */
  readonly operator: PublicKey | undefined;
  readonly consumerDiem: PublicKey;
  readonly rentPayer: PublicKey;
}

export function closeChannel(state: State, order: Closing): void {
  const { market } = state;
  const { provider, channel } = pair(state, order);
  const { operator } = order;
  demand(channel.rentPayer.equals(order.rentPayer), "WrongRentPayer");
  demand(operator === undefined || isOperator(provider, operator), "NotOperator");
  requireClosable(state, channel, operator !== undefined);
  const collected = takeSettled(market, channel);
  const epoch = epochAt(market, state.now);
  moveOn(channel, epoch);
  demand(channel.staked === 0n && channel.cooling === 0n, "QuotaStillStaked");
  advanceProvider(provider, epoch);
  // what lapsed with the provider's own request
  provider.committed.next = sub(provider.committed.next, channel.nextAllowance);
  channel.nextAllowance = 0n;
  const refunded = channel.deposit - channel.settled + channel.withdrawable;
  channel.withdrawable = 0n;
  market.totalEscrowed = sub(market.totalEscrowed, refunded);
  provider.openChannels -= 1;
  move(state, market.escrow, provider.revenue, collected);
  move(state, market.escrow, order.consumerDiem, refunded);
  state.channel.delete(order.channel.text);
  tell(state, channel, "ChannelClosed", {
    ...{ providerSequence: countOf(provider), address: order.channel.key, collected, refunded },
  });
}

/** A consenting provider gives up the grace, where the consumer has asked for closing. */
function requireClosable({ slot, now }: State, channel: Channel, consenting: boolean): void {
  demand(slot > channel.openedSlot + constants.OPENING_WINDOW_SLOTS, "ChannelTooYoung");
  if (channel.closesTs === null) refuse("CloseNotRequested");
  const agreed = consenting && channel.closing === 2;
  demand(agreed || now >= channel.closesTs, "GraceNotOver");
}
