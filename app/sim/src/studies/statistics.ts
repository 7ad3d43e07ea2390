/** Figures of many paths. @module */

/** Deviates of two-sided intervals of 95 % by Student's t, for 1 to 10 degrees of freedom. */
const DEVIATES = [12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622, 2.2281];

/** The deviate for any number of degrees of freedom: beyond the table by its series, right to four digits. */
function deviate(freedom: number): number {
  const one = 1 / freedom;
  return DEVIATES[freedom - 1] ?? 1.95996 + (2.37227 + (2.8225 + 2.5558 * one) * one) * one;
}

/** A mean and the bounds of its confidence interval of 95 %. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The mean of `values`, which are independent of each other, with its confidence interval by Student's t: a few values say
 * less than the normal approximation would have it. One value has no interval: its bounds are infinite.
 */
export function estimate(values: readonly number[]): Estimate {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const error = Math.sqrt(squares / (count - 1) / count);
  const half = count < 2 ? Infinity : error * deviate(count - 1);
  return { mean, low: mean - half, high: mean + half };
}

/** The value below which a part of `values` lies, between the two nearest. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = part * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}
