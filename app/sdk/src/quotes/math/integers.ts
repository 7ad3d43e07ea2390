import { mathOverflow } from "../../errors/math-overflow";
import { I64_MAX, max, min, U64_MAX } from "../../integers";

const U128_MAX = 2n ** 128n - 1n;
export const WORD = 64n;
export const LOW_WORD = U64_MAX;
export const U128_MODULUS = 2n ** 128n;

function within(value: bigint, lowest: bigint, highest: bigint): bigint {
  if (value < lowest || value > highest) throw mathOverflow();
  return value;
}

/** `value`, or the program's `MathOverflow` if it is no u64. */
export const u64 = (value: bigint) => within(value, 0n, U64_MAX);

/** `value`, or the program's `MathOverflow` if it is no i64. */
export const i64 = (value: bigint) => within(value, -I64_MAX - 1n, I64_MAX);

/** `value`, or the program's `MathOverflow` if it is no u128. */
export const u128 = (value: bigint) => within(value, 0n, U128_MAX);

/** `value` brought into `low..=high`. */
export const clamp = (value: bigint, low: bigint, high: bigint) => min(max(value, low), high);

/** `floor(a / b)` of unsigned integers, or the program's `MathOverflow` if `b` is zero. The program's `div_floor`. */
export function divFloor(a: bigint, b: bigint): bigint {
  if (b === 0n) throw mathOverflow();
  return a / b;
}

/** `ceil(a / b)` of unsigned integers, or the program's `MathOverflow` if `b` is zero. The program's `div_ceil`. */
export function divCeil(a: bigint, b: bigint): bigint {
  return divFloor(a + b - 1n, b);
}

/** `floor(a * b / divisor)` as a u64: the program's `mul_div_floor`. */
export function mulDivFloor(a: bigint, b: bigint, divisor: bigint): bigint {
  return u64(divFloor(a * b, divisor));
}

/** `ceil(a * b / divisor)` as a u64: the program's `mul_div_ceil`. */
export function mulDivCeil(a: bigint, b: bigint, divisor: bigint): bigint {
  return u64(divCeil(a * b, divisor));
}

/** The largest integer of `[inside, outside)` for which `holds`, given that it holds up to some point. */
export function largestWhere(
  inside: bigint,
  outside: bigint,
  holds: (candidate: bigint) => boolean,
): bigint {
  let [low, high] = [inside, outside];
  while (high - low > 1n) {
    const middle = low + ((high - low) >> 1n);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
