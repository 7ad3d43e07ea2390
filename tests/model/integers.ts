import { refuse } from "./refusal";

export const U32_MAX = 2n ** 32n - 1n;
export const U64_MAX = 2n ** 64n - 1n;
export const U128_MAX = 2n ** 128n - 1n;
const I64_MAX = 2n ** 63n - 1n;
/** The whole, in basis points. */
export const BPS = 10_000n;

function fit(value: bigint, highest: bigint): bigint {
  if (value < 0n || value > highest) refuse("MathOverflow");
  return value;
}

/** Checked, as the program adds and subtracts: what is no u64 is refused. */
export const add = (a: bigint, b: bigint) => fit(a + b, U64_MAX);
export const sub = (a: bigint, b: bigint) => fit(a - b, U64_MAX);

/** A u64, or a refusal. */
export const u64 = (value: bigint) => fit(value, U64_MAX);
export const u128 = (value: bigint) => fit(value, U128_MAX);

/** A later moment, unix seconds. */
export const later = (ts: bigint, secs: bigint) => fit(ts + secs, I64_MAX);

/** For figures that are statistics: they stop at the last u64. */
export const saturating = (value: bigint) => min(value, U64_MAX);

export function mulDivFloor(a: bigint, b: bigint, divisor: bigint): bigint {
  if (divisor === 0n) refuse("MathOverflow");
  return fit((a * b) / divisor, U64_MAX);
}

export function mulDivCeil(a: bigint, b: bigint, divisor: bigint): bigint {
  if (divisor === 0n) refuse("MathOverflow");
  return fit((a * b + divisor - 1n) / divisor, U64_MAX);
}

/** What can be written as an argument. */
export const fitting = (amount: bigint) => min(amount, U64_MAX);

export const min = (a: bigint, b: bigint) => (a < b ? a : b);
export const max = (a: bigint, b: bigint) => (a > b ? a : b);
/** Brought into the bounds. */
export const clamp = (value: bigint, low: bigint, high: bigint) => min(max(value, low), high);
