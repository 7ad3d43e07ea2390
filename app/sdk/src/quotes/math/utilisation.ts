import { BPS } from "../../constants";
import { mathOverflow } from "../../errors/math-overflow";
import { min } from "../../integers";
import { mulDivFloor, u64 } from "./integers";

/** Fraction bits of the average of utilisation, which is kept in units of 2^-32 basis points. */
const EMA_BITS = 32n;
const WHOLE = BigInt(BPS);
/** Fraction bits of the factor, and one. */
const FACTOR_BITS = 63n;
const ONE = 1n << FACTOR_BITS;

/** What the old average keeps of its weight, in basis points. */
function kept(weightBps: number): bigint {
  if (weightBps > BPS) throw mathOverflow();
  return BigInt(BPS - weightBps);
}

/**
 * `floor(served * 10,000 / capacity)` in basis points, at most 10,000; 0 if nothing was offered. Both in
 * micro-credits. The program's `utilisation_bps_floor`.
 */
export function utilisationBpsFloor({
  served,
  capacity,
}: {
  readonly served: bigint;
  readonly capacity: bigint;
}): number {
  return capacity === 0n ? 0 : Number((min(served, capacity) * BigInt(BPS)) / capacity);
}

/**
 * The average after one more `sample`, in the sample's unit:
 * `floor((ema * (10,000 - weightBps) + sample * weightBps) / 10,000)`. The program's `ema_floor`.
 *
 * @throws `MathOverflow` for a weight above 10,000 basis points.
 */
export function emaFloor({
  ema,
  sample,
  weightBps,
}: {
  readonly ema: bigint;
  readonly sample: bigint;
  readonly weightBps: number;
}): bigint {
  return u64((ema * kept(weightBps) + sample * BigInt(weightBps)) / WHOLE);
}

/** Utilisation as its average counts it: units of 2^-32 basis points. The program's `utilisation_sample`. */
export function utilisationSample(utilisationBps: number): bigint {
  return BigInt(utilisationBps) << EMA_BITS;
}

/**
 * The average after `epochs` epochs without use: `ema * ((10,000 - weightBps) / 10,000)^epochs`, with the program's own
 * roundings: each product is rounded down, the factor with 63 fraction bits. The program's `ema_after_idle_floor`.
 *
 * @throws `MathOverflow` for a weight above 10,000 basis points.
 */
export function emaAfterIdleFloor({
  ema,
  weightBps,
  epochs,
}: {
  readonly ema: bigint;
  readonly weightBps: number;
  readonly epochs: number;
}): bigint {
  let factor = mulDivFloor(kept(weightBps), ONE, WHOLE);
  let average = ema;
  for (let left = BigInt(epochs); left > 0n && average > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) average = (average * factor) >> FACTOR_BITS;
    factor = (factor * factor) >> FACTOR_BITS;
  }
  return average;
}

/** The average of utilisation in whole basis points, rounded down, at most 10,000. The program's `ema_bps`. */
export function emaBps(ema: bigint): number {
  return Math.min(Number(ema >> EMA_BITS), BPS);
}
