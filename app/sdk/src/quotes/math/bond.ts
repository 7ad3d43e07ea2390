import { CREDIT_UNIT } from "../../constants";
import { mulDivCeil } from "./integers";

/**
 * VVV base units of bond that `capacity` micro-credits an epoch need, at `bondPerCredit` base units per whole
 * credit: `ceil(capacity * bondPerCredit / CREDIT_UNIT)`. The program's `bond_required_ceil`.
 *
 * @throws `MathOverflow` above 64 bits.
 *
 * @example
 * const { bondPerCredit } = market.params;
 * const bond = quotes.bondRequired({ capacity: 1_000n * constants.CREDIT_UNIT, bondPerCredit });
 */
export function bondRequired({
  capacity,
  bondPerCredit,
}: {
  readonly capacity: bigint;
  readonly bondPerCredit: bigint;
}): bigint {
  return mulDivCeil(capacity, bondPerCredit, CREDIT_UNIT);
}
