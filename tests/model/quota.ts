import type { PublicKey } from "@solana/web3.js";
import { constants } from "@diem/sdk";
import { advanceProvider, isBonded } from "./bond";
import { anyChannel, type OnChannel, pair, tell } from "./channel";
import { epochAt, startOf } from "./epochs";
import { requireOpen } from "./governance";
import { add, clamp, mulDivFloor, saturating, sub } from "./integers";
import { demand } from "./refusal";
import type { Channel, Market, Provider, Quota, State } from "./state";
import { move } from "./tokens";

/**
 * Moves a channel to `epoch`: its quota starts anew, and what was unstaked can be withdrawn; after the last epoch that a
 * closing provider serves, all that is staked can be, and gives nothing any more.
 */
export function moveOn(channel: Channel, epoch: number): void {
  const last = epoch - 1;
  if (last < channel.quota.epoch) return;
  const { nextAllowance, lastQuotaEpoch } = channel;
  const given = (in_: number): Quota => {
    return { epoch: in_, allowance: in_ > lastQuotaEpoch ? 0n : nextAllowance, used: 0n };
  };
  channel.lastQuota = channel.quota.epoch === last ? channel.quota : given(last);
  channel.quota = given(epoch);
  const freed = epoch > lastQuotaEpoch ? channel.cooling + channel.staked : channel.cooling;
  channel.withdrawable = saturating(channel.withdrawable + freed);
  channel.cooling = 0n;
  if (epoch > lastQuotaEpoch) channel.staked = 0n;
}

/** Micro-credits that staked DIEM gives in a whole epoch. */
function creditsFor({ creditsPerDiem }: Channel, diem: bigint): bigint {
  return mulDivFloor(diem, creditsPerDiem, constants.DIEM_UNIT);
}

/** The part of an epoch's credits that is left of the running epoch. */
function restOf({ epochSecs, ...clock }: Market, credits: bigint, now: bigint): bigint {
  const epoch = epochAt({ epochSecs, ...clock }, now);
  const left = startOf({ epochSecs, ...clock }, epoch + 1) - now;
  return mulDivFloor(credits, clamp(left, 1n, epochSecs), epochSecs);
}

export interface QuotaStake extends OnChannel {
  readonly consumer: PublicKey;
  readonly consumerDiem: PublicKey;
  readonly amount: bigint;
}

export function stakeQuota(state: State, order: QuotaStake): void {
  const { market, now } = state;
  const { amount } = order;
  const { provider, channel } = pair(state, order);
  demand(channel.consumer.equals(order.consumer), "WrongConsumer");
  demand(amount > 0n, "ZeroAmount");
  requireOpen(market, "deposit");
  const epoch = epochAt(market, now);
  demand(channel.closesTs === null, "ChannelClosing");
  moveOn(channel, epoch);
  advanceProvider(provider, epoch);
  channel.staked = add(channel.staked, amount);
  market.totalEscrowed = add(market.totalEscrowed, amount);
  const nextAllowance = creditsFor(channel, channel.staked);
  const ahead = sub(nextAllowance, channel.nextAllowance);
  demand(ahead > 0n, "QuotaStakeTooSmall");
  const atOnce = restOf(market, creditsFor(channel, amount), now);
  commit(provider, atOnce, ahead);
  channel.quota.allowance = add(channel.quota.allowance, atOnce);
  channel.nextAllowance = nextAllowance;
  move(state, order.consumerDiem, market.escrow, amount);
  tell(state, channel, "QuotaStaked", { amount });
}

/** Commits quota: `atOnce` in this epoch, `ahead` in each one after it. */
function commit(provider: Provider, atOnce: bigint, ahead: bigint): void {
  const { committed, quotaCapacity } = provider;
  demand(!provider.retiring, "ProviderRetiring");
  demand(isBonded(provider), "BondTooSmall");
  committed.current = add(committed.current, atOnce);
  committed.next = add(committed.next, ahead);
  demand(quotaCapacity.current >= committed.current, "QuotaCapacityExceeded");
  demand(quotaCapacity.next >= committed.next, "QuotaCapacityExceeded");
}

/** Takes DIEM out of the stake; it has given this epoch's quota, and stays to its end. */
export function unstake(channel: Channel, provider: Provider, amount: bigint, epoch: number): void {
  moveOn(channel, epoch);
  advanceProvider(provider, epoch);
  demand(channel.staked >= amount, "InsufficientQuotaStake");
  channel.staked -= amount;
  channel.cooling = add(channel.cooling, amount);
  const nextAllowance = creditsFor(channel, channel.staked);
  const { committed } = provider;
  committed.next = sub(committed.next, sub(channel.nextAllowance, nextAllowance));
  channel.nextAllowance = nextAllowance;
}

export function requestQuotaUnstake(
  state: State,
  order: OnChannel & { readonly consumer: PublicKey; readonly amount: bigint },
): void {
  const { amount } = order;
  const { provider, channel } = pair(state, order);
  demand(channel.consumer.equals(order.consumer), "WrongConsumer");
  demand(amount > 0n, "ZeroAmount");
  unstake(channel, provider, amount, epochAt(provider, state.now));
  tell(state, channel, "QuotaUnstakeRequested", { amount });
}

export function withdrawQuota(
  state: State,
  order: Pick<OnChannel, "channel"> & { consumer: PublicKey; consumerDiem: PublicKey },
): void {
  const { market, now } = state;
  const channel = anyChannel(state, order);
  demand(channel.consumer.equals(order.consumer), "WrongConsumer");
  moveOn(channel, epochAt(market, now));
  const amount = channel.withdrawable;
  demand(amount > 0n, "QuotaNotReady");
  channel.withdrawable = 0n;
  market.totalEscrowed = sub(market.totalEscrowed, amount);
  move(state, market.escrow, order.consumerDiem, amount);
  tell(state, channel, "QuotaWithdrawn", { amount });
}
