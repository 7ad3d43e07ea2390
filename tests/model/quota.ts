import type { PublicKey } from "@solana/web3.js";
import { quotes } from "@diem/sdk";
import { advanceProvider, isBonded } from "./bond";
import { type OnChannel, anyChannel, pair } from "./channel";
import { epochAt } from "./epochs";
import { requireOpen } from "./governance";
import { add, saturatingAdd, sub } from "./integers";
import { demand } from "./refusal";
import type { Channel, Provider, State } from "./state";
import { move } from "./tokens";

/** Moves a channel to `epoch`: its quota starts anew, and what was unstaked can be withdrawn. */
export function moveOn(channel: Channel, epoch: number): void {
  const last = epoch - 1;
  if (last < channel.quota.epoch) return;
  const allowance = channel.nextAllowance;
  const untouched = { epoch: last, allowance, used: 0n };
  channel.lastQuota = channel.quota.epoch === last ? channel.quota : untouched;
  channel.quota = { epoch, allowance, used: 0n };
  channel.withdrawable = saturatingAdd(channel.withdrawable, channel.cooling);
  channel.cooling = 0n;
}

function creditsFor({ creditsPerDiem }: Channel, diem: bigint): bigint {
  return quotes.quotaCredits({ diem, creditsPerDiem });
}

export interface QuotaStake extends OnChannel {
  readonly consumer: PublicKey;
  readonly consumerDiem: PublicKey;
  readonly amount: bigint;
}

export function stakeQuota(state: State, order: QuotaStake): void {
  const { market, now } = state;
  const { provider, channel } = pair(state, order);
  demand(channel.consumer.equals(order.consumer), "WrongConsumer");
  demand(order.amount > 0n, "ZeroAmount");
  requireOpen(market, "deposit");
  const epoch = epochAt(market, now);
  demand(channel.closesTs === null, "ChannelClosing");
  moveOn(channel, epoch);
  advanceProvider(provider, epoch);
  channel.staked = add(channel.staked, order.amount);
  market.totalEscrowed = add(market.totalEscrowed, order.amount);
  const allowance = creditsFor(channel, add(channel.staked, channel.cooling));
  const nextAllowance = creditsFor(channel, channel.staked);
  const more = sub(allowance, channel.quota.allowance);
  const moreAhead = sub(nextAllowance, channel.nextAllowance);
  demand(more > 0n && moreAhead > 0n, "QuotaStakeTooSmall");
  commit(provider, more, moreAhead);
  channel.quota.allowance = allowance;
  channel.nextAllowance = nextAllowance;
  move(state, order.consumerDiem, market.escrow, order.amount);
  channel.sequence += 1n;
}

/** Commits quota: `more` in this epoch, `moreAhead` in each one after it. */
function commit(provider: Provider, more: bigint, moreAhead: bigint): void {
  const { committed, quotaCapacity } = provider;
  demand(!provider.retiring, "ProviderRetiring");
  demand(isBonded(provider), "BondTooSmall");
  committed.current = add(committed.current, more);
  committed.next = add(committed.next, moreAhead);
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
  const { provider, channel } = pair(state, order);
  demand(channel.consumer.equals(order.consumer), "WrongConsumer");
  demand(order.amount > 0n, "ZeroAmount");
  unstake(channel, provider, order.amount, epochAt(provider, state.now));
  channel.sequence += 1n;
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
  channel.sequence += 1n;
}
