import { BPS, CREDIT_UNIT, DIEM_UNIT } from "../../constants";
import { mathOverflow } from "../../errors/math-overflow";
import { min, U64_MAX } from "../../integers";
import { clamp, mulDivFloor } from "./integers";

/**
 * Micro-credits an epoch that `diem` staked base units give, at `creditsPerDiem` micro-credits per whole DIEM:
 * `floor(diem * creditsPerDiem / DIEM_UNIT)`. The program's `quota_credits_floor`.
 *
 * @throws `MathOverflow` above 64 bits.
 *
 * @example
 * const { creditsPerDiem } = market.params;
 * const perEpoch = quotes.quotaCreditsFloor({ diem, creditsPerDiem });
 */
export function quotaCreditsFloor({
  diem,
  creditsPerDiem,
}: {
  readonly diem: bigint;
  readonly creditsPerDiem: bigint;
}): bigint {
  return mulDivFloor(diem, creditsPerDiem, DIEM_UNIT);
}

/**
 * The part of an epoch's `credits` that is left with `secsLeft` of its `epochSecs`:
 * `floor(credits * secsLeft / epochSecs)`, the time left brought into `1..=epochSecs`. The program's
 * `pro_rata_floor`.
 *
 * @throws `MathOverflow` if an epoch has no second.
 */
export function proRataFloor({
  credits,
  secsLeft,
  epochSecs,
}: {
  readonly credits: bigint;
  readonly secsLeft: bigint;
  readonly epochSecs: bigint;
}): bigint {
  if (epochSecs < 1n) throw mathOverflow();
  return mulDivFloor(credits, clamp(secsLeft, 1n, epochSecs), epochSecs);
}

/**
 * Micro-credits that a payment of `diem` base units stands for, at `price` base units per whole credit:
 * `floor(diem * CREDIT_UNIT / price)`, and the last u64 for what passes it or was free. The program's
 * `paid_credits_floor`.
 */
export function paidCreditsFloor({
  diem,
  price,
}: {
  readonly diem: bigint;
  readonly price: bigint;
}): bigint {
  return price === 0n ? U64_MAX : min((diem * CREDIT_UNIT) / price, U64_MAX);
}

/**
 * DIEM base units that the providers of an epoch share: what the pool has, but per whole credit of rewardable quota at
 * most `quotaCapBps` of the reference price,
 * `min(pool, floor(rewardable * quotaCapBps * referencePrice / (10,000 * CREDIT_UNIT)))`. `rewardable` is in
 * micro-credits, `referencePrice` in DIEM base units per whole credit. The program's `reward_pool_floor`.
 */
export function rewardPoolFloor({
  pool,
  rewardable,
  quotaCapBps,
  referencePrice,
}: {
  readonly pool: bigint;
  readonly rewardable: bigint;
  readonly quotaCapBps: number;
  readonly referencePrice: bigint;
}): bigint {
  const perCredit = BigInt(quotaCapBps) * referencePrice;
  // a cap above 64 bits limits nothing
  if (perCredit > U64_MAX) return pool;
  return min(pool, (rewardable * perCredit) / (BigInt(BPS) * CREDIT_UNIT));
}

/**
 * A provider's part of an epoch's reward pool, in DIEM base units, for `rewardable` of `totalRewardable` micro-credits:
 * `floor(pool * rewardable / totalRewardable)`. The program's `reward_floor`.
 *
 * @throws `MathOverflow` if `totalRewardable` is zero, or above 64 bits.
 */
export function rewardFloor({
  pool,
  rewardable,
  totalRewardable,
}: {
  readonly pool: bigint;
  readonly rewardable: bigint;
  readonly totalRewardable: bigint;
}): bigint {
  return mulDivFloor(pool, rewardable, totalRewardable);
}

/**
 * DIEM base units that `closed` epochs pass on to the stakers of what they leave in the quota pool:
 * `floor(pool * min(closed, poolEpochs) / poolEpochs)`. The program's `pool_overflow_floor`.
 *
 * @throws `MathOverflow` if `poolEpochs` is zero.
 */
export function poolOverflowFloor({
  pool,
  closed,
  poolEpochs,
}: {
  readonly pool: bigint;
  readonly closed: number;
  readonly poolEpochs: number;
}): bigint {
  return mulDivFloor(pool, BigInt(Math.min(closed, poolEpochs)), BigInt(poolEpochs));
}
