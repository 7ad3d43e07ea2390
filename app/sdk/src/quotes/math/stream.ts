/** A balance that is released evenly over time. @module */
import { min, max } from "../../integers";
import { divFloor, i64, mulDivFloor, u128, u64 } from "./integers";

/** Fraction bits of the time left. In whole seconds, each of many small top-ups would round it. */
const FRACTION_BITS = 32n;

/** `remaining` base units, released evenly from `lastTs` (unix seconds) on over `leftQ32` (units of 2^-32 s). */
export interface Stream {
  readonly remaining: bigint;
  readonly lastTs: bigint;
  readonly leftQ32: bigint;
}

/**
 * Moves a stream to `now` and says what it released: `floor(remaining * elapsed / left)`, and all of it at the end. A
 * clock that stands still or runs back releases nothing. The program's `Stream::release_floor`.
 */
export function releaseFloor({ stream, now }: { readonly stream: Stream; readonly now: bigint }): {
  readonly stream: Stream;
  readonly released: bigint;
} {
  const { remaining, lastTs, leftQ32 } = stream;
  const elapsed = now - lastTs;
  if (elapsed <= 0n) return { stream, released: 0n };
  const left = max(leftQ32 - (elapsed << FRACTION_BITS), 0n);
  const released = left === 0n ? remaining : mulDivFloor(remaining, leftQ32 - left, leftQ32);
  return { stream: { remaining: remaining - released, lastTs: now, leftQ32: left }, released };
}

/** Moves a stream to `now` without releasing anything: the time left stays. The program's `Stream::hold`. */
export function hold({ stream, now }: { readonly stream: Stream; readonly now: bigint }): Stream {
  return { ...stream, lastTs: max(stream.lastTs, now) };
}

/**
 * Adds `amount` base units over `durationSecs` from `lastTs` on: the time left becomes the amount-weighted mean of the
 * old and the new, to the nearest 2^-32 s and at least one of these. The program's `Stream::top_up`.
 *
 * @throws `MathOverflow` for a negative duration, one of 2^32 s or more, or where nothing is added to an
 * empty stream.
 */
export function topUp({
  stream: { remaining, lastTs, leftQ32 },
  amount,
  durationSecs,
}: {
  readonly stream: Stream;
  readonly amount: bigint;
  readonly durationSecs: bigint;
}): Stream {
  const duration = u64(durationSecs << FRACTION_BITS);
  const total = u64(remaining + amount);
  const weighted = u128(leftQ32 * remaining + duration * amount);
  const mean = u64(divFloor(u128(weighted + (total >> 1n)), total));
  return { remaining: total, lastTs, leftQ32: max(mean, 1n) };
}

/**
 * Base units that it releases per second from `lastTs` on; 0 once it has ended. The program's
 * `Stream::per_second_floor`.
 */
export function perSecondFloor({ remaining, leftQ32 }: Omit<Stream, "lastTs">): bigint {
  return leftQ32 === 0n ? 0n : min((remaining << FRACTION_BITS) / leftQ32, remaining);
}

/**
 * The second (unix) at which it ends unless it is topped up, rounded up. The program's `Stream::end_ts`.
 *
 * @throws `MathOverflow` above 63 bits.
 */
export function endTs({ lastTs, leftQ32 }: Omit<Stream, "remaining">): bigint {
  const rounded = u64(leftQ32 + (1n << FRACTION_BITS) - 1n);
  return i64(lastTs + (rounded >> FRACTION_BITS));
}
