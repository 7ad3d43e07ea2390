import { constants } from "@diem/sdk";
import { refuse } from "./refusal";

/** The mint curve at one target. */
export interface Curve {
  readonly baseRate: bigint;
  readonly steepnessBps: number;
  readonly target: bigint;
}

/** Fraction bits of S/T, of z = k (S/T)^3 / 8, and of the series' coefficients. */
const RATIO_BITS = 62n;
const Z_BITS = 64n;
const SERIES_BITS = 56n;
const LARGEST_RATIO = 3n << RATIO_BITS;
const Z_ONE = 1n << Z_BITS;
const COST_LIMIT = 2n ** 63n;
/** k / 8 of a steepness in basis points. */
const EIGHTHS = 80_000n;
/** How many coefficients are summed, by the eighth of [0, 1] in which z lies. */
const TERMS = [18, 23, 27, 31, 34, 37, 40, 43] as const;

/** `8^j / (j! (3j + 1))`, to the nearest. */
const COEFFICIENTS: readonly bigint[] = Array.from({ length: 43 }, (_, nth) => {
  const j = BigInt(nth);
  let factorial = 1n;
  for (let factor = 2n; factor <= j; factor += 1n) factorial *= factor;
  const divisor = factorial * (3n * j + 1n);
  return (((8n ** j) << SERIES_BITS) + divisor / 2n) / divisor;
});

/** z of a ratio, at most 1 less its last bit; `undefined` outside the curve's domain. */
function argument({ steepnessBps }: Curve, ratio: bigint): bigint | undefined {
  const eighth = (BigInt(steepnessBps) << Z_BITS) / EIGHTHS;
  const square = (ratio * ratio) >> 64n;
  const cube = (square * ratio) >> 63n;
  const z = (cube * eighth) >> 59n;
  if (z === Z_ONE) return Z_ONE - 1n;
  return z < Z_ONE ? z : undefined;
}

function series(z: bigint): bigint {
  const terms = TERMS[Number(z >> 61n)] ?? 0;
  const used = COEFFICIENTS.slice(0, terms);
  return used.reduceRight((sum, coefficient) => coefficient + ((sum * z) >> Z_BITS), 0n);
}

/** VVV that a supply has locked in all; refused outside the domain. */
export function costOf(curve: Curve, supply: bigint): bigint {
  const ratio = (supply << RATIO_BITS) / curve.target;
  const z = ratio <= LARGEST_RATIO ? argument(curve, ratio) : undefined;
  if (z === undefined) return refuse("OutsideMintCurve");
  // one bit and 5^9 are left of the 56 fraction bits and of 10^9 once 64 bits are dropped
  const scaled = (curve.baseRate * supply * series(z)) >> 65n;
  const fives = constants.DIEM_UNIT >> 9n;
  const cost = (scaled + fives - 1n) / fives;
  return cost < COST_LIMIT ? cost : refuse("OutsideMintCurve");
}

/** VVV that a mint on top of a supply locks. */
export function mintCostOn(curve: Curve, supply: bigint, amount: bigint): bigint {
  const rise = costOf(curve, supply + amount) - costOf(curve, supply);
  return rise > 0n ? rise : 0n;
}

/** The largest supply inside the domain, at any cost. */
export function largestSupply(curve: Curve): bigint {
  let [inside, outside] = [0n, LARGEST_RATIO + 1n];
  while (outside - inside > 1n) {
    const middle = (inside + outside) >> 1n;
    if (argument(curve, middle) === undefined) outside = middle;
    else inside = middle;
  }
  return (outside * curve.target - 1n) >> RATIO_BITS;
}
