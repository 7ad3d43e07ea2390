import { accrue, type AccrualState } from "./accrue";
import { u64 } from "./integers";
import { earnedFloor } from "./per-share";

/** What a claim reads of a position. */
export interface EarningPosition {
  readonly staked: bigint;
  readonly locked: bigint;
  readonly feeCheckpoint: bigint;
  readonly unlockedCheckpoint: bigint;
  readonly lockedCheckpoint: bigint;
  readonly unclaimedFees: bigint;
  readonly unclaimedRewards: bigint;
}

/** What `claimRewards` would pay at `now` (unix seconds): fees in DIEM and rewards in VVV base units. */
export function claimable({
  market,
  position,
  now,
}: {
  readonly market: AccrualState;
  readonly position: EarningPosition;
  readonly now: bigint;
}): { readonly fees: bigint; readonly rewards: bigint } {
  const { feeIndex, rewardIndexes } = accrue(market, now);
  const { staked, locked } = position;
  const fromFees = earnedFloor({
    index: feeIndex,
    checkpoint: position.feeCheckpoint,
    shares: staked,
  });
  const fromUnlocked = earnedFloor({
    index: rewardIndexes.unlocked,
    checkpoint: position.unlockedCheckpoint,
    shares: staked - locked,
  });
  const fromLocked = earnedFloor({
    index: rewardIndexes.locked,
    checkpoint: position.lockedCheckpoint,
    shares: locked,
  });
  return {
    fees: u64(position.unclaimedFees + fromFees),
    rewards: u64(position.unclaimedRewards + fromUnlocked + fromLocked),
  };
}
