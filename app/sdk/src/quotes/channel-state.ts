import { min, U64_MAX } from "../integers";

/** Micro-credits that staked DIEM gave in one epoch, and how many of them were used. */
export interface StoredQuota {
  readonly epoch: number;
  readonly allowance: bigint;
  readonly used: bigint;
}

/** What an epoch's beginning changes of a channel. */
export interface QuotaState {
  /** Of the epoch in which the channel was last touched, and of the one before. */
  readonly quota: StoredQuota;
  readonly lastQuota: StoredQuota;
  /** Micro-credits of each later epoch up to `lastQuotaEpoch`, as long as nothing changes. */
  readonly nextAllowance: bigint;
  /** DIEM base units: staked for quota, unstaked while the epoch of `quota` runs, and withdrawable. */
  readonly staked: bigint;
  readonly cooling: bigint;
  readonly withdrawable: bigint;
  /** After it the stake gives nothing and is withdrawable; the last u32 unless the provider asked for the closing. */
  readonly lastQuotaEpoch: number;
}

/** The channel moved on to `epoch`; an earlier epoch changes nothing. The program's `Channel::advance`. */
export function advanceChannel<Channel extends QuotaState>(
  channel: Channel,
  epoch: number,
): Channel {
  const { quota, staked, cooling, lastQuotaEpoch } = channel;
  if (epoch <= quota.epoch) return channel;
  const last = epoch - 1;
  const givenIn = (of: number): StoredQuota => ({
    epoch: of,
    allowance: of > lastQuotaEpoch ? 0n : channel.nextAllowance,
    used: 0n,
  });
  const lapsed = epoch > lastQuotaEpoch;
  return {
    ...channel,
    quota: givenIn(epoch),
    lastQuota: quota.epoch === last ? quota : givenIn(last),
    withdrawable: min(channel.withdrawable + cooling + (lapsed ? staked : 0n), U64_MAX),
    cooling: 0n,
    staked: lapsed ? 0n : staked,
  };
}
