import { mathOverflow } from "../../errors/math-overflow";
import { max } from "../../integers";
import { divFloor, i64 } from "./integers";

const U32_MAX = 2n ** 32n - 1n;

/** How epochs are numbered: two fields of a market, and of a provider, that are fixed for life. */
export interface EpochClock {
  /** Start of epoch 0, unix seconds. */
  readonly genesisTs: bigint;
  readonly epochSecs: bigint;
}

function lengthOf({ epochSecs }: EpochClock): bigint {
  if (epochSecs < 1n) throw mathOverflow();
  return epochSecs;
}

/**
 * The epoch that runs at `now` (unix seconds): `floor((now - genesisTs) / epochSecs)`, and 0 before the
 * genesis. The program's `EpochClock::epoch_at`.
 *
 * @throws `MathOverflow` for a number above 32 bits.
 *
 * @example
 * const epoch = quotes.epochAt({ clock: market, now });
 */
export function epochAt({
  clock,
  now,
}: {
  readonly clock: EpochClock;
  readonly now: bigint;
}): number {
  const epoch = divFloor(max(now - clock.genesisTs, 0n), lengthOf(clock));
  if (epoch > U32_MAX) throw mathOverflow();
  return Number(epoch);
}

/**
 * The first second of an epoch, in unix seconds: `genesisTs + epoch * epochSecs`. The program's `EpochClock::starts_at`.
 *
 * @throws `MathOverflow` above 63 bits.
 */
export function epochStart({
  clock,
  epoch,
}: {
  readonly clock: EpochClock;
  readonly epoch: number;
}): bigint {
  return i64(clock.genesisTs + BigInt(epoch) * lengthOf(clock));
}

/**
 * The second (unix) from which on the quota of an epoch can be settled no more, and its use reported no more: the
 * start of the epoch after the next.
 *
 * @throws `MathOverflow` above 63 bits.
 */
export function quotaLapsesTs(input: {
  readonly clock: EpochClock;
  readonly epoch: number;
}): bigint {
  return epochStart({ ...input, epoch: input.epoch + 2 });
}
