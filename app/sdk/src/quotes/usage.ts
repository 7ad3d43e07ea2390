import { BPS } from "../constants";
import { least, LOW_WORD } from "./integers";

/**
 * Micro-credits that count as use, `min(paid + min(quota, paid), capacity)`: quota costs its owner nothing to
 * burn on himself, so it may at most double what was paid for. All in micro-credits. The program's `counted`.
 */
export function countedUse({
  paid,
  quota,
  capacity,
}: {
  readonly paid: bigint;
  readonly quota: bigint;
  readonly capacity: bigint;
}): bigint {
  return least(least(paid + least(quota, paid), LOW_WORD), capacity);
}

/**
 * `floor(served * 10,000 / capacity)` in basis points, at most 10,000; 0 where nothing was offered. Both in
 * micro-credits. The program's `utilisation_bps_floor`.
 */
export function utilisationBps({
  served,
  capacity,
}: {
  readonly served: bigint;
  readonly capacity: bigint;
}): number {
  return capacity === 0n ? 0 : Number((least(served, capacity) * BigInt(BPS)) / capacity);
}
