import { BPS, DIEM_UNIT } from "../../constants";
import { mathOverflow } from "../../errors/math-overflow";
import { epochAt, type EpochClock } from "./epoch";
import { min, max, U64_MAX } from "../../integers";
import { clamp, divFloor, mulDivFloor } from "./integers";

/** DIEM base units in a ten-thousandth of a whole DIEM. */
const UNITS_PER_BPS = DIEM_UNIT / BigInt(BPS);

/** What the current target supply depends on. */
export interface TargetMarket extends EpochClock {
  readonly targetSupply: bigint;
  readonly nextTarget: bigint;
  readonly nextTargetEpoch: number;
}

/** T of the mint curve while `epoch` runs, in DIEM base units. The program's `target_in_epoch`. */
export function targetInEpoch({
  market: { targetSupply, nextTarget, nextTargetEpoch },
  epoch,
}: {
  readonly market: Omit<TargetMarket, keyof EpochClock>;
  readonly epoch: number;
}): bigint {
  return epoch < nextTargetEpoch ? targetSupply : nextTarget;
}

/**
 * The target supply at `now` (unix seconds), in DIEM base units: `nextTarget` from the first second of
 * `nextTargetEpoch` on, whether or not anybody has rolled the epoch.
 *
 * @example
 * const target = quotes.targetSupply({ market, now });
 */
export function targetSupply({
  market,
  now,
}: {
  readonly market: TargetMarket;
  readonly now: bigint;
}): bigint {
  return targetInEpoch({ market, epoch: epochAt({ clock: market, now }) });
}

/** What the target supply follows: the parameters of a market, and what it has and uses of late. */
export interface TargetGoal {
  /** Micro-credits that are offered, and the smoothed use; both of one epoch. */
  readonly capacity: bigint;
  readonly served: bigint;
  /** Micro-credits of quota that one whole staked DIEM gives per epoch. */
  readonly creditsPerDiem: bigint;
  /** Quota in parts of the smoothed use. */
  readonly targetShareBps: number;
  /** Bounds in DIEM base units. */
  readonly floor: bigint;
  readonly cap: bigint;
}

/**
 * Where the target supply (DIEM base units) is heading: it follows use, within what is offered,
 * `max(floor, min(cap, floor(capacity * DIEM_UNIT / creditsPerDiem),
 * floor(targetShareBps * served * DIEM_UNIT / (creditsPerDiem * 10,000))))`. The program's `TargetGoal::supply_floor`.
 *
 * @throws `MathOverflow` if `creditsPerDiem` is zero or the floor passes the cap.
 */
export function targetGoalFloor({
  capacity,
  served,
  creditsPerDiem,
  targetShareBps,
  floor,
  cap,
}: TargetGoal): bigint {
  if (floor > cap) throw mathOverflow();
  const carried = divFloor(capacity * DIEM_UNIT, creditsPerDiem);
  const wanted = divFloor(served * UNITS_PER_BPS * BigInt(targetShareBps), creditsPerDiem);
  return clamp(min(carried, wanted), floor, cap);
}

/**
 * `current` moved towards `goal` by at most `floor(current * maxStepBps / 10,000)`, and never past it; all in
 * DIEM base units. The program's `target_step`.
 *
 * @throws `MathOverflow` for a step above 64 bits.
 */
export function targetStep({
  current,
  goal,
  maxStepBps,
}: {
  readonly current: bigint;
  readonly goal: bigint;
  readonly maxStepBps: number;
}): bigint {
  const step = mulDivFloor(current, BigInt(maxStepBps), BigInt(BPS));
  return clamp(goal, max(current - step, 0n), min(current + step, U64_MAX));
}
