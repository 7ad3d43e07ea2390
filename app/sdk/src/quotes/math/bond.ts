import { BPS, CREDIT_UNIT } from "../../constants";
import { mulDivCeil, mulDivFloor } from "./integers";

/**
 * VVV base units of bond that `capacity` micro-credits an epoch need, at `bondPerCredit` base units per whole
 * credit: `ceil(capacity * bondPerCredit / CREDIT_UNIT)`. The program's `bond_required_ceil`.
 *
 * @throws `MathOverflow` above 64 bits.
 *
 * @example
 * const { bondPerCredit } = market.params;
 * const bond = quotes.bondRequiredCeil({ capacity: 1_000n * constants.CREDIT_UNIT, bondPerCredit });
 */
export function bondRequiredCeil({
  capacity,
  bondPerCredit,
}: {
  readonly capacity: bigint;
  readonly bondPerCredit: bigint;
}): bigint {
  return mulDivCeil(capacity, bondPerCredit, CREDIT_UNIT);
}

/**
 * The most that can be slashed from `base` VVV base units: `floor(base * maxSlashBps / 10,000)`. The program's
 * `slash_cap_floor`.
 *
 * @throws `MathOverflow` above 64 bits.
 */
export function slashCapFloor({
  base,
  maxSlashBps,
}: {
  readonly base: bigint;
  readonly maxSlashBps: number;
}): bigint {
  return mulDivFloor(base, BigInt(maxSlashBps), BigInt(BPS));
}
