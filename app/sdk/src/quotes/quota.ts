import { advanceChannel, type QuotaState, type StoredQuota } from "./channel-state";
import { proRataFloor } from "./math/quota";
import { epochAt, type EpochClock, epochStart } from "./math/epoch";

/** The quota of one epoch, in micro-credits. */
export interface EpochQuota extends StoredQuota {
  /** What vouchers of the epoch may still claim: `allowance - used`. */
  readonly left: bigint;
}

/** The quotas that can be settled. */
export interface Quotas {
  readonly running: EpochQuota;
  /** Of the epoch before, which can be settled until the running one ends; null in epoch 0. */
  readonly previous: EpochQuota | null;
}

/**
 * The quota of a channel while `epoch` runs, exactly as the program will find it: without a transaction a stored
 * channel stays as it was last touched. An epoch before that (a clock behind the chain's) gives the stored state.
 *
 * `used` is what was settled: vouchers that were signed since are not in it. Of a retiring provider no epoch after
 * its `lastQuotaEpoch` can be settled; a channel whose provider asked for the closing gives none after its own.
 *
 * @example
 * const epoch = quotes.epochAt({ clock: market, now });
 * const { running } = quotes.quotaOf({ channel, epoch });
 * const wholeCredits = running.left / constants.CREDIT_UNIT;
 */
export function quotaOf({
  channel,
  epoch,
}: {
  readonly channel: QuotaState;
  readonly epoch: number;
}): Quotas {
  const { quota, lastQuota } = advanceChannel(channel, epoch);
  return {
    running: withLeft(quota),
    previous: lastQuota.epoch === quota.epoch ? null : withLeft(lastQuota),
  };
}

function withLeft({ epoch, allowance, used }: StoredQuota): EpochQuota {
  return { epoch, allowance, used, left: allowance - used };
}

/**
 * The part of an epoch's `credits` that DIEM gives in the epoch in which it is staked, at `now` (unix seconds): by the
 * time that is left of it. It may be 0.
 *
 * @example
 * const credits = quotes.quotaCreditsFloor({ diem, creditsPerDiem: channel.creditsPerDiem });
 * const today = quotes.proRata({ clock: market, credits, now });
 */
export function proRata({
  clock,
  credits,
  now,
}: {
  readonly clock: EpochClock;
  readonly credits: bigint;
  readonly now: bigint;
}): bigint {
  const next = epochStart({ clock, epoch: epochAt({ clock, now }) + 1 });
  return proRataFloor({ credits, secsLeft: next - now, epochSecs: clock.epochSecs });
}
