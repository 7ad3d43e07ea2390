import { add, later, max, U64_MAX } from "./integers";
import { refuse } from "./refusal";
import type { Stream } from "./state";

/** The time left is counted in 2^-32 of a second. */
const FRACTION_BITS = 32n;

export const resting = (now: bigint): Stream => ({ remaining: 0n, lastTs: now, leftQ32: 0n });

/** Moves the stream to `now` and says what it released: its part of the time, and at the end all. */
export function release(stream: Stream, now: bigint): bigint {
  if (now <= stream.lastTs) return 0n;
  const elapsed = (now - stream.lastTs) << FRACTION_BITS;
  const { remaining, leftQ32 } = stream;
  const ended = elapsed >= leftQ32;
  const released = ended ? remaining : (remaining * elapsed) / leftQ32;
  stream.remaining = remaining - released;
  stream.leftQ32 = ended ? 0n : leftQ32 - elapsed;
  stream.lastTs = now;
  return released;
}

/** Moves the stream to `now` and releases nothing. */
export function hold(stream: Stream, now: bigint): void {
  stream.lastTs = max(stream.lastTs, now);
}

/** Adds `amount`; the time left becomes the mean of both times, weighted with the amounts, to the nearest. */
export function topUp(stream: Stream, amount: bigint, secs: bigint): void {
  const total = add(stream.remaining, amount);
  const weighted = stream.leftQ32 * stream.remaining + (secs << FRACTION_BITS) * amount;
  const left = max((weighted + total / 2n) / total, 1n);
  if (left > U64_MAX) refuse("MathOverflow");
  stream.leftQ32 = left;
  stream.remaining = total;
}

/** The second in which it ends unless it is topped up. */
export function endOf({ lastTs, leftQ32 }: Stream): bigint {
  return later(lastTs, (leftQ32 + (1n << FRACTION_BITS) - 1n) >> FRACTION_BITS);
}
