/** The mint curve. @module */
import { cubeRoot, exp, log } from "../elementary";
import type { Params } from "./params";

const MAX_RATIO = 3;
/** The largest `k (S/T)^3`. */
const MAX_EXPONENT = 8;

/** `1 / (j! (3j + 1))`. */
const COEFFICIENTS = Float64Array.from({ length: 44 }, (_, j) => {
  let factorial = 1;
  for (let i = 2; i <= j; i++) factorial *= i;
  return 1 / (factorial * (3 * j + 1));
});

/** How many coefficients leave a tail below 1e-15, for an exponent below each whole number up to 8. */
const TERMS = [18, 23, 27, 31, 34, 37, 40, 43];

function coefficient(index: number): number {
  return COEFFICIENTS[index] ?? 0;
}

/** Whether the curve of `target` DIEM reaches `supply` DIEM. */
export function onCurve({ steepness }: Params, target: number, supply: number): boolean {
  const x = supply / target;
  return x <= MAX_RATIO && steepness * x * x * x <= MAX_EXPONENT;
}

/** The largest supply that the curve reaches, in DIEM. */
export function largestSupply({ steepness }: Params, target: number): number {
  return target * Math.min(MAX_RATIO, cubeRoot(MAX_EXPONENT / steepness));
}

/** VVV that one more DIEM locks at `supply`: `baseRate * exp(k (S/T)^3)`. */
export function marginalRate(
  { baseRate, steepness }: Params,
  target: number,
  supply: number,
): number {
  const x = supply / target;
  return baseRate * exp(steepness * x * x * x);
}

/** VVV that all DIEM up to `supply` locks: the integral of the rate, infinite beyond the curve. */
export function lockedBehind(params: Params, target: number, supply: number): number {
  if (!onCurve(params, target, supply)) return Infinity;
  const { baseRate, steepness } = params;
  const x = supply / target;
  const exponent = steepness * x * x * x;
  let sum = 0;
  for (let j = (TERMS[Math.min(Math.floor(exponent), 7)] ?? 43) - 1; j >= 0; j--) {
    sum = coefficient(j) + sum * exponent;
  }
  return baseRate * supply * sum;
}

/** The supply at which one more DIEM locks `rate` VVV; 0 where it always locks more. */
export function supplyAtRate(
  { baseRate, steepness }: Params,
  target: number,
  rate: number,
): number {
  if (rate <= baseRate) return 0;
  return target * cubeRoot(log(rate / baseRate) / steepness);
}
