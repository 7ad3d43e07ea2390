import { DIEM_UNIT } from "../../constants";
import { COEFFICIENTS, TERMS } from "./curve-coefficients";
import { divCeil, LOW_WORD, WORD } from "./integers";

/** A mint curve: `rate(S) = baseRate * exp(k * (S / target)^3)`, whose integral is what minting locks. */
export interface Curve {
  /** VVV base units per whole DIEM at supply zero. */
  readonly baseRate: bigint;
  /** k in basis points, at most 40,000. */
  readonly steepnessBps: number;
  /** T in DIEM base units. */
  readonly target: bigint;
}

const MAX_RATIO = 3n;
/** Fraction bits of S/T, which is at most 3. */
const RATIO_BITS = 62n;
const COST_LIMIT = 1n << 63n;
/** `k / 8 = steepnessBps / 80_000`. */
const EIGHTH = 80_000n;

/** `z = k (S/T)^3 / 8` with 64 fraction bits; 1 is given as 1 - 2^-64. Null above 1 or for S above 3 T. */
export function argument(
  { steepnessBps, target }: Omit<Curve, "baseRate">,
  supply: bigint,
): bigint | null {
  if (target === 0n) return null;
  const x = (supply << RATIO_BITS) / target;
  if (x > MAX_RATIO << RATIO_BITS) return null;
  const square = (x * x) >> WORD;
  const cube = (square * x) >> 63n;
  const z = (cube * ((BigInt(steepnessBps) << WORD) / EIGHTH)) >> 59n;
  if (z > LOW_WORD + 1n) return null;
  return z > LOW_WORD ? LOW_WORD : z;
}

/** `F(y) = sum_j y^j / (j! (3j + 1))` at `y = 8 z` with 56 fraction bits, by Horner's rule. */
function series(z: bigint): bigint {
  const terms = TERMS[Number(z >> 61n)];
  return COEFFICIENTS.slice(0, terms).reduceRight(
    (sum, coefficient) => coefficient + ((sum * z) >> WORD),
    0n,
  );
}

/** The program's `Curve::cost`: null outside the domain. */
export function costOrNull({ baseRate, ...shape }: Curve, supply: bigint): bigint | null {
  const z = supply < 0n || supply > LOW_WORD ? null : argument(shape, supply);
  if (z === null) return null;
  // The program drops 64 bits of the product before the rest: one after the other, both floors are one.
  const scaled = (baseRate * supply * series(z)) >> 65n;
  const cost = divCeil(scaled, DIEM_UNIT >> 9n);
  return cost < COST_LIMIT ? cost : null;
}
