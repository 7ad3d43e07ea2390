import { BPS } from "./integers";

const FACTOR_BITS = 63n;

/** An average after one more sample. */
export function emaAfter(ema: bigint, sample: bigint, weightBps: number): bigint {
  const weight = BigInt(weightBps);
  return (ema * (BPS - weight) + sample * weight) / BPS;
}

/** An average after many epochs without anything: the factor is squared with 63 fraction bits. */
export function emaAfterIdle(ema: bigint, weightBps: number, epochs: number): bigint {
  let factor = ((BPS - BigInt(weightBps)) << FACTOR_BITS) / BPS;
  let kept = ema;
  for (let left = epochs; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) kept = (kept * factor) >> FACTOR_BITS;
    factor = (factor * factor) >> FACTOR_BITS;
  }
  return kept;
}
