import { BPS, CREDIT_UNIT } from "../../constants";
import { min, U64_MAX } from "../../integers";
import { mulDivFloor } from "./integers";

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
  // a cap past 64 bits is no cap
  if (perCredit > U64_MAX) return pool;
  return min(pool, (rewardable * perCredit) / (BigInt(BPS) * CREDIT_UNIT));
}

/**
 * A provider's part of an epoch's reward pool, in DIEM base units, for `rewardable` of `totalRewardable` micro-credits:
 * `floor(pool * rewardable / totalRewardable)`. The program's `reward_floor`.
 *
 * @throws `MathOverflow` where `totalRewardable` is zero, or above 64 bits.
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
 * @throws `MathOverflow` where `poolEpochs` is zero.
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
