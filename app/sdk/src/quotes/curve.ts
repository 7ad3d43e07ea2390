/** The mint curve: what DIEM locks at a supply. @module */
import { QuoteError } from "../errors/quote-error";
import { argument, costOrNull, type Curve } from "./cost";
import { largestWhere, LOW_WORD } from "./integers";

export type { Curve } from "./cost";

/**
 * VVV base units that a supply of `supply` DIEM base units has locked in all, rounded up: the program's
 * `cost_ceil`, to the unit. `|costCeil - C| <= 1 + C / 2^54` for the exact integral C.
 *
 * @throws QuoteError `OutsideMintCurve` outside the domain: supply above 3 T, k (S/T)^3 above 8, cost of
 * 2^63 or more.
 */
export function costCeil({ supply, ...curve }: Curve & { readonly supply: bigint }): bigint {
  const cost = costOrNull(curve, supply);
  if (cost === null) throw new QuoteError("OutsideMintCurve");
  return cost;
}

/**
 * VVV base units that minting `amount` DIEM base units on top of `supply` locks; 0 where the amount is too
 * small to lock any.
 *
 * @throws QuoteError `OutsideMintCurve` outside the domain.
 */
export function mintCost({
  supply,
  amount,
  ...curve
}: Curve & { readonly supply: bigint; readonly amount: bigint }): bigint {
  return costCeil({ ...curve, supply: supply + amount }) - costCeil({ ...curve, supply });
}

/** The largest supply inside the domain, in DIEM base units, whatever it costs. */
export function largestSupply(curve: Curve): bigint {
  const beyond = curve.target * 4n;
  const outside = beyond > LOW_WORD ? LOW_WORD + 1n : beyond;
  return largestWhere(0n, outside, (supply) => argument(curve, supply) !== null);
}
