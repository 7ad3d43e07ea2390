/** Figures of many paths. @module */

/** Normal deviate of a two-sided interval of 95 %. */
const DEVIATE = 1.96;

/** A mean and the bounds of its confidence interval of 95 %. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** The mean of `values` with its confidence interval, by the normal approximation. */
export function estimate(values: readonly number[]): Estimate {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const error = count < 2 ? Infinity : Math.sqrt(squares / (count - 1) / count);
  return { mean, low: mean - DEVIATE * error, high: mean + DEVIATE * error };
}

/** The value below which a part of `values` lies, between the two nearest. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = part * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}
