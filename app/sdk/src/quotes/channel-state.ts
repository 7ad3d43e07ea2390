import { least, LOW_WORD } from "./integers";

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
  /** Micro-credits of each later epoch, as long as nothing changes. */
  readonly nextAllowance: bigint;
  /** DIEM base units: unstaked while the epoch of `quota` runs, and withdrawable. */
  readonly cooling: bigint;
  readonly withdrawable: bigint;
}

/** The channel moved on to `epoch`; an earlier epoch changes nothing. The program's `Channel::advance`. */
export function advanceChannel<Channel extends QuotaState>(
  channel: Channel,
  epoch: number,
): Channel {
  const { quota, nextAllowance: allowance, withdrawable, cooling } = channel;
  if (epoch <= quota.epoch) return channel;
  const last = epoch - 1;
  return {
    ...channel,
    quota: { epoch, allowance, used: 0n },
    lastQuota: quota.epoch === last ? quota : { epoch: last, allowance, used: 0n },
    withdrawable: least(withdrawable + cooling, LOW_WORD),
    cooling: 0n,
  };
}
