import { CREDIT_UNIT } from "../constants";
import { least, mulDivFloor } from "./integers";

/**
 * VVV base units that the providers of an epoch share: what is `available`, but at most `rewardCap` base units
 * per whole credit served, `min(available, floor(quotaServed * rewardCap / CREDIT_UNIT))`. `quotaServed` is in
 * micro-credits. The program's `reward_pool_floor`.
 */
export function rewardPool({
  available,
  quotaServed,
  rewardCap,
}: {
  readonly available: bigint;
  readonly quotaServed: bigint;
  readonly rewardCap: bigint;
}): bigint {
  return least(available, (quotaServed * rewardCap) / CREDIT_UNIT);
}

/**
 * A provider's part of an epoch's reward pool, in VVV base units, for `served` of `totalServed` micro-credits:
 * `floor(pool * served / totalServed)`. The program's `reward_floor`.
 *
 * @throws QuoteError `MathOverflow` where `totalServed` is zero, or above 64 bits.
 */
export function quotaReward({
  pool,
  served,
  totalServed,
}: {
  readonly pool: bigint;
  readonly served: bigint;
  readonly totalServed: bigint;
}): bigint {
  return mulDivFloor(pool, served, totalServed);
}
