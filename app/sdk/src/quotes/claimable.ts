import type { MarketParams } from "../types";
import { accrue, type AccrualState } from "./accrue";
import { u64 } from "./math/integers";
import { earnedFloor } from "./math/share-index";
import { rewardWeight } from "./math/reward-weight";

/** What a claim reads of a position. */
export interface EarningPosition {
  readonly staked: bigint;
  readonly locked: bigint;
  readonly feeCheckpoint: bigint;
  readonly rewardCheckpoint: bigint;
  readonly unclaimedFees: bigint;
  readonly unclaimedRewards: bigint;
}

/**
 * What `claimRewards` would pay at `now` (unix seconds): fees in DIEM and rewards in VVV base units. All stake earns
 * fees alike; the weight of locked stake in the rewards is less by the haircut.
 */
export function claimable({
  market,
  position,
  now,
}: {
  readonly market: AccrualState & { readonly params: Pick<MarketParams, "lockedHaircutBps"> };
  readonly position: EarningPosition;
  readonly now: bigint;
}): { readonly fees: bigint; readonly rewards: bigint } {
  const { feeIndex, rewardIndex } = accrue(market, now);
  const { staked, locked, feeCheckpoint, rewardCheckpoint } = position;
  const { lockedHaircutBps } = market.params;
  const weight = rewardWeight({ staked, locked, lockedHaircutBps });
  const fees = earnedFloor({ index: feeIndex, checkpoint: feeCheckpoint, shares: staked });
  const rewards = earnedFloor({ index: rewardIndex, checkpoint: rewardCheckpoint, shares: weight });
  return {
    fees: u64(position.unclaimedFees + fees),
    rewards: u64(position.unclaimedRewards + rewards),
  };
}
