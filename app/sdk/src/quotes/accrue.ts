import { u64 } from "./integers";
import { type Index, type RewardIndexes, spread, spreadRewards } from "./per-share";
import { hold, release, type Stream } from "./stream";

/** What accruing reads and changes of a market. */
export interface AccrualState {
  readonly totalStaked: bigint;
  readonly totalLocked: bigint;
  readonly feesOwed: bigint;
  readonly rewardsOwed: bigint;
  readonly quotaPool: bigint;
  readonly feeIndex: Index;
  readonly rewardIndexes: RewardIndexes;
  readonly feeStream: Stream;
  readonly rewardStream: Stream;
  readonly params: { readonly lockedHaircutBps: number };
}

/**
 * The market as it will be once anybody touches it at `now` (unix seconds): both streams released into the
 * indexes. While nobody is staked they stand still.
 */
export function accrue<Market extends AccrualState>(market: Market, now: bigint): Market {
  const { totalStaked: total } = market;
  if (total === 0n) {
    const feeStream = hold({ stream: market.feeStream, now });
    return { ...market, feeStream, rewardStream: hold({ stream: market.rewardStream, now }) };
  }
  const fees = release({ stream: market.feeStream, now });
  const rewards = release({ stream: market.rewardStream, now });
  return {
    ...market,
    feeStream: fees.stream,
    rewardStream: rewards.stream,
    ...(fees.released === 0n ? {} : withFees(market, fees.released)),
    ...(rewards.released === 0n ? {} : withRewards(market, rewards.released)),
  };
}

function withFees({ feeIndex, feesOwed, totalStaked: total }: AccrualState, amount: bigint) {
  const { index } = spread({ index: feeIndex, amount, total });
  return { feeIndex: index, feesOwed: u64(feesOwed + amount) };
}

function withRewards(market: AccrualState, amount: bigint) {
  const { indexes, haircut } = spreadRewards({
    indexes: market.rewardIndexes,
    amount,
    total: market.totalStaked,
    locked: market.totalLocked,
    haircutBps: market.params.lockedHaircutBps,
  });
  return {
    rewardIndexes: indexes,
    quotaPool: u64(market.quotaPool + haircut),
    rewardsOwed: u64(market.rewardsOwed + amount - haircut),
  };
}
