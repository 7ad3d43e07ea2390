import { quotes } from "@diem/sdk";
import type { MarketState, Totals } from "./market";

const { stream } = quotes;
type Stream = quotes.stream.Stream;

/** Fraction bits of a stream's time left. */
const FRACTION_BITS = 32n;

/** The streams in an event. */
export interface StreamEvent {
  readonly now: bigint;
  readonly after: Totals;
  /** When the reward stream ends, where rewards were funded: its duration is not told. */
  readonly rewardsEnd?: bigint;
}

/**
 * Both streams after an event of their market. They are released up to the event (or paused, without stake), and then
 * topped up by the increase in the event. The end in a funding of rewards is rounded up to a second.
 */
export function streamsAfter(
  { totals, params, feeStream, rewardStream }: MarketState,
  { now, after, rewardsEnd }: StreamEvent,
): Pick<MarketState, "feeStream" | "rewardStream"> {
  const moved = (before: Stream) =>
    totals.totalStaked === 0n
      ? stream.hold({ stream: before, now })
      : stream.releaseFloor({ stream: before, now }).stream;
  const fees = moved(feeStream);
  const added = after.feeStreamRemaining - fees.remaining;
  const durationSecs = params.feeStreamSecs;
  const rewards = { ...moved(rewardStream), remaining: after.rewardStreamRemaining };
  return {
    feeStream: added > 0n ? stream.topUp({ stream: fees, amount: added, durationSecs }) : fees,
    rewardStream:
      rewardsEnd === undefined
        ? rewards
        : { ...rewards, leftQ32: (rewardsEnd - rewards.lastTs) << FRACTION_BITS },
  };
}
