import { advanceChannel, type QuotaState } from "./channel-state";

/** What a channel holds for its consumer and its provider, in DIEM base units. */
export interface ChannelBalance {
  /** Deposited and not settled: the ceiling of what vouchers can still claim, paid back at the closing. */
  readonly unspent: bigint;
  /** Settled and not collected: the provider's. */
  readonly uncollected: bigint;
  /** Staked for quota. */
  readonly staked: bigint;
  /** Unstaked, what `withdrawQuota` pays in this epoch. */
  readonly withdrawable: bigint;
  /** The same in the next epoch, if nothing is withdrawn before; the stake as well after the last quota epoch. */
  readonly withdrawableNext: bigint;
}

/**
 * What a channel holds while `epoch` runs.
 *
 * @example
 * const epoch = quotes.epochAt({ clock: market, now });
 * const { unspent, withdrawable } = quotes.channelBalance({ channel, epoch });
 */
export function channelBalance({
  channel,
  epoch,
}: {
  readonly channel: QuotaState & {
    readonly deposit: bigint;
    readonly settled: bigint;
    readonly collected: bigint;
  };
  readonly epoch: number;
}): ChannelBalance {
  const { deposit, settled, collected } = channel;
  const moved = advanceChannel(channel, epoch);
  return {
    unspent: deposit - settled,
    uncollected: settled - collected,
    staked: moved.staked,
    withdrawable: moved.withdrawable,
    withdrawableNext: advanceChannel(moved, moved.quota.epoch + 1).withdrawable,
  };
}
