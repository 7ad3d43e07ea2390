import { u64 } from "./math/integers";
import { type Index, spread } from "./math/share-index";
import { hold, releaseFloor, type Stream } from "./math/stream";

/** What accruing reads and changes of a market. */
export interface AccrualState {
  readonly totalStaked: bigint;
  /** Sum of the positions' weights, in VVV base units; 0 only where nothing is staked. */
  readonly rewardWeight: bigint;
  readonly feesOwed: bigint;
  readonly rewardsOwed: bigint;
  readonly feeIndex: Index;
  readonly rewardIndex: Index;
  readonly feeStream: Stream;
  readonly rewardStream: Stream;
}

/**
 * The market as any instruction would update it at `now` (unix seconds): both streams released into the indexes, fees
 * by stake and rewards by weight. Without stake they pause.
 */
export function accrue<Market extends AccrualState>(market: Market, now: bigint): Market {
  if (market.totalStaked === 0n) {
    const feeStream = hold({ stream: market.feeStream, now });
    return { ...market, feeStream, rewardStream: hold({ stream: market.rewardStream, now }) };
  }
  const fees = releaseFloor({ stream: market.feeStream, now });
  const rewards = releaseFloor({ stream: market.rewardStream, now });
  return {
    ...market,
    feeStream: fees.stream,
    rewardStream: rewards.stream,
    ...(fees.released === 0n ? {} : withFees(market, fees.released)),
    ...(rewards.released === 0n ? {} : withRewards(market, rewards.released)),
  };
}

function withFees({ feeIndex: index, feesOwed, totalStaked: total }: AccrualState, amount: bigint) {
  return { feeIndex: spread({ index, amount, total }), feesOwed: u64(feesOwed + amount) };
}

function withRewards(
  { rewardIndex: index, rewardsOwed, rewardWeight: total }: AccrualState,
  amount: bigint,
) {
  return { rewardIndex: spread({ index, amount, total }), rewardsOwed: u64(rewardsOwed + amount) };
}
