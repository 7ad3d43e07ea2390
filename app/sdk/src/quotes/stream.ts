/** A balance that is released evenly over time. @module */
import { divFloor, i64, most, mulDivFloor, u128, u64 } from "./integers";

/** `remaining` base units, released evenly from `lastTs` to `endTs` (unix seconds). */
export interface Stream {
  readonly remaining: bigint;
  readonly lastTs: bigint;
  readonly endTs: bigint;
}

/**
 * Moves a stream to `now` and says what it released: rounded down, and all of it at the end. A clock that
 * stands still or runs back releases nothing. The program's `release_floor`.
 */
export function release({ stream, now }: { readonly stream: Stream; readonly now: bigint }): {
  readonly stream: Stream;
  readonly released: bigint;
} {
  const { remaining, lastTs, endTs } = stream;
  const elapsed = now - lastTs;
  if (elapsed <= 0n) return { stream, released: 0n };
  const left = endTs - lastTs;
  const released = elapsed < left ? mulDivFloor(remaining, elapsed, left) : remaining;
  const moved = { remaining: remaining - released, lastTs: now, endTs: most(endTs, now) };
  return { stream: moved, released };
}

/** Moves a stream to `now` without releasing anything: its end moves on by the time that passed. */
export function hold({ stream, now }: { readonly stream: Stream; readonly now: bigint }): Stream {
  const elapsed = now - stream.lastTs;
  if (elapsed <= 0n) return stream;
  return { ...stream, lastTs: now, endTs: i64(stream.endTs + elapsed) };
}

/**
 * Adds `amount` base units over `durationSecs` from `lastTs` on: the time left becomes the amount-weighted
 * mean of the old and the new, to the nearest second, at least one.
 *
 * @throws QuoteError `MathOverflow` for a negative duration, or where nothing is added to an empty stream.
 */
export function topUp({
  stream: { remaining, lastTs, endTs },
  amount,
  durationSecs,
}: {
  readonly stream: Stream;
  readonly amount: bigint;
  readonly durationSecs: bigint;
}): Stream {
  const total = u64(remaining + amount);
  const weighted = u64(endTs - lastTs) * remaining + u64(durationSecs) * amount;
  const mean = i64(divFloor(u128(weighted + (total >> 1n)), total));
  return { remaining: total, lastTs, endTs: i64(lastTs + most(mean, 1n)) };
}
