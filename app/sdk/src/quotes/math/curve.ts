/** The mint curve: what DIEM locks at a supply. @module */
import { U64_MAX } from "../../integers";
import { foreseen } from "../../errors/program-errors";
import { argument, costOrNull, type Curve } from "./curve-cost";
import { largestWhere } from "./integers";

export type { Curve } from "./curve-cost";

/**
 * VVV base units that a supply of `supply` DIEM base units has locked in all: the program's `Curve::cost`, to the unit.
 * `|cost - C| <= 1 + C / 2^54` for the exact integral C, on either side.
 *
 * @throws `OutsideMintCurve` outside the domain: supply above 3 T, k (S/T)^3 above 8, cost of
 * 2^63 or more.
 */
export function cost({ supply, ...curve }: Curve & { readonly supply: bigint }): bigint {
  const locked = costOrNull(curve, supply);
  if (locked === null) throw foreseen("OutsideMintCurve");
  return locked;
}

/**
 * VVV base units that minting `amount` DIEM base units on top of `supply` locks; 0 if the amount is too
 * small to lock any. The program's `Curve::mint_cost`.
 *
 * @throws `OutsideMintCurve` outside the domain.
 */
export function mintCost({
  supply,
  amount,
  ...curve
}: Curve & { readonly supply: bigint; readonly amount: bigint }): bigint {
  return cost({ ...curve, supply: supply + amount }) - cost({ ...curve, supply });
}

/** The largest supply inside the domain, in DIEM base units, at any cost. The program's `Curve::largest_supply`. */
export function largestSupply(curve: Curve): bigint {
  const beyond = curve.target * 4n;
  const outside = beyond > U64_MAX ? U64_MAX + 1n : beyond;
  return largestWhere(0n, outside, (supply) => argument(curve, supply) !== null);
}
