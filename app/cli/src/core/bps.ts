import { Token } from "./amounts";

const PERCENT = new Token({ symbol: "%", decimals: 2 });

/** Basis points as people read them: `12.5%`. */
export function formatBps(bps: bigint | number): string {
  return `${PERCENT.plain(BigInt(bps))}%`;
}

/** By how many basis points `to` is above `from`, rounded towards zero. */
export function changeBps(from: bigint, to: bigint): bigint {
  return ((to - from) * 10_000n) / from;
}

/** What part of a whole, in basis points, rounded down; 0 of nothing. */
export function shareBps(part: bigint, whole: bigint): bigint {
  return whole === 0n ? 0n : (part * 10_000n) / whole;
}
