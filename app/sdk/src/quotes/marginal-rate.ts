import { foreseen } from "../errors/program-errors";
import { cost } from "./math/curve";
import { divCeil } from "./math/integers";
import { curveOf, type MintingAt } from "./mint";

/** Fraction bits of the exponential: far more than a rate shows. */
const BITS = 128n;
const WHOLE_BPS = 10_000n;

/** `e^y` for `y` with {@link BITS} fraction bits, by its series: short of it by less than 2^-100. */
function exponential(y: bigint): bigint {
  let sum = 0n;
  for (let [term, j] = [1n << BITS, 1n]; term > 0n; j++) {
    sum += term;
    term = ((term * y) >> BITS) / j;
  }
  return sum;
}

/**
 * The curve's rate at a supply (DIEM base units) and at `now` (unix seconds), in VVV base units per whole DIEM, rounded
 * up: `baseRate * exp(k * (S / T)^3)`, what the next DIEM costs in the limit of a small mint. A mint moves
 * along the curve, so a whole DIEM costs a little more: see `mintQuote`.
 *
 * @throws `OutsideMintCurve` outside the curve's domain.
 */
export function marginalRate({ market, supply, now }: MintingAt): bigint {
  const curve = curveOf({ market, now });
  if (curve.target === 0n) throw foreseen("OutsideMintCurve");
  cost({ ...curve, supply });
  const k = BigInt(curve.steepnessBps);
  const y = ((k * supply ** 3n) << BITS) / (WHOLE_BPS * curve.target ** 3n);
  return divCeil(curve.baseRate * exponential(y), 1n << BITS);
}
