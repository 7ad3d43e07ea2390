import type { PublicKey } from "@solana/web3.js";
import { constants } from "@diem/sdk";
import { advanceProvider, isBonded } from "./bond";
import { epochAt } from "./epochs";
import { requireOpen } from "./governance";
import { add, later, most, sub } from "./integers";
import { anyProvider, isOperator } from "./provider";
import { moveOn, unstake } from "./quota";
import { demand, refuse } from "./refusal";
import type { Address, Channel, Market, State } from "./state";
import { move } from "./tokens";

export interface OnChannel {
  readonly provider: Address;
  readonly channel: Address;
}

/** The channel, whoever calls. */
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
  const price = provider.price ?? market.referencePrice;
  demand(order.maxPrice >= price, "PriceAboveMaximum");
  const channel = blankChannel(state, order, price);
  moveOn(channel, epoch);
  addDeposit(market, channel, order.deposit);
  state.channel.set(order.channel.text, channel);
  move(state, order.consumerDiem, market.escrow, order.deposit);
  channel.sequence += 1n;
  provider.sequence += 1n;
}

function blankChannel({ market, address }: State, order: Opening, price: bigint): Channel {
  const { consumer, voucherSigner, payer, openedSlot } = order;
  const { creditsPerDiem, channelGraceSecs } = market.params;
  return {
    ...{ version: 1, bump: order.channel.bump, market: address, provider: order.provider.key },
    ...{ consumer, voucherSigner, rentPayer: payer, openedSlot, price, usagePrice: price },
    ...{ creditsPerDiem, graceSecs: channelGraceSecs, closesTs: null },
    ...{ deposit: 0n, settled: 0n, collected: 0n, staked: 0n, cooling: 0n, withdrawable: 0n },
    ...{ nextAllowance: 0n, sequence: 0n },
    quota: { epoch: 0, allowance: 0n, used: 0n },
    lastQuota: { epoch: 0, allowance: 0n, used: 0n },
  };
}

/** A credit counts as use for no less than the reference price of the dearest deposit. */
function addDeposit(market: Market, channel: Channel, amount: bigint): void {
  demand(channel.closesTs === null, "ChannelClosing");
  channel.usagePrice = most(channel.usagePrice, market.referencePrice);
  channel.deposit = add(channel.deposit, amount);
  market.totalEscrowed = add(market.totalEscrowed, amount);
}

export function deposit(
  state: State,
  order: Pick<OnChannel, "channel"> & { funderDiem: PublicKey; amount: bigint },
): void {
  const channel = anyChannel(state, order);
  demand(order.amount > 0n, "ZeroAmount");
  requireOpen(state.market, "deposit");
  addDeposit(state.market, channel, order.amount);
  move(state, order.funderDiem, state.market.escrow, order.amount);
  channel.sequence += 1n;
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
  channel.sequence += 1n;
}

export function requestClose(
  state: State,
  order: OnChannel & { readonly closer: PublicKey },
): void {
  const { now } = state;
  const { provider, channel } = pair(state, order);
  const noticeIsOver = provider.retiring && now >= provider.noticeEndsTs;
  const byProvider = noticeIsOver && isOperator(provider, order.closer);
  demand(byProvider || order.closer.equals(channel.consumer), "WrongConsumer");
  const epoch = epochAt(provider, now);
  demand(channel.closesTs === null, "ChannelClosing");
  channel.closesTs = later(now, channel.graceSecs);
  unstake(channel, provider, channel.staked, epoch);
  channel.sequence += 1n;
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
  moveOn(channel, epochAt(market, state.now));
  demand(channel.staked === 0n && channel.cooling === 0n, "QuotaStillStaked");
  const refunded = channel.deposit - channel.settled + channel.withdrawable;
  market.totalEscrowed = sub(market.totalEscrowed, refunded);
  provider.openChannels -= 1;
  move(state, market.escrow, provider.revenue, collected);
  move(state, market.escrow, order.consumerDiem, refunded);
  state.channel.delete(order.channel.text);
  provider.sequence += 1n;
}

function requireClosable({ slot, now }: State, channel: Channel, consenting: boolean): void {
  demand(slot > channel.openedSlot + constants.OPENING_WINDOW_SLOTS, "ChannelTooYoung");
  if (consenting) return;
  if (channel.closesTs === null) refuse("CloseNotRequested");
  demand(now >= channel.closesTs, "GraceNotOver");
}
