/** Claims on an amount that others may lower, kept in units: what is lost lowers all claims alike. @module */
import { min, U64_MAX } from "../../integers";
import { mulDivCeil, mulDivFloor } from "./integers";

/** Eras after which no unit of a claim is left. */
const LAST_ERA = 64n;

/** The units of all claims. A claim of `units` is worth `units / total` of the amount. */
export interface Units {
  readonly total: bigint;
  /** How often the units were halved. A claim keeps the era in which its units were counted. */
  readonly era: bigint;
}

/** Units, and a part of a whole, in the whole's base units. */
interface Part {
  readonly units: Units;
  readonly part: bigint;
  readonly whole: bigint;
}

/** All units, the units of one claim in today's era, and the whole in base units. */
interface Claim {
  readonly units: Units;
  readonly claim: bigint;
  readonly whole: bigint;
}

/**
 * Begins new eras, each of which halves all units, until `total < 2 * amount`; without an amount no unit is left.
 * The program's `Units::renew`.
 */
export function renew({
  units,
  amount,
}: {
  readonly units: Units;
  readonly amount: bigint;
}): Units {
  let { total, era } = units;
  if (amount === 0n && total > 0n) {
    total = 0n;
    era = min(era + LAST_ERA, U64_MAX);
  }
  while (total > 0n && total >> 1n >= amount) {
    total >>= 1n;
    era = min(era + 1n, U64_MAX);
  }
  return { total, era };
}

/** What is left of a claim's units that were counted in `era`: halved by every era since. The program's `Units::at`. */
export function at({
  units,
  claim,
  era,
}: {
  readonly units: Units;
  readonly claim: bigint;
  readonly era: bigint;
}): bigint {
  const eras = units.era - era;
  return eras <= 0n ? claim : claim >> eras;
}

/**
 * Units for `part` more on top of `whole`, after a renewal by `whole`: `ceil(part * total / whole)`, and `part` where
 * there are none. The program's `Units::of_ceil`.
 *
 * @throws `MathOverflow` above 64 bits, or where there are units of nothing.
 */
export function ofCeil({ units: { total }, part, whole }: Part): bigint {
  return total === 0n ? part : mulDivCeil(part, total, whole);
}

/**
 * Units that `part` of `whole` clears: `floor(part * total / whole)`. The program's `Units::of_floor`.
 *
 * @throws `MathOverflow` above 64 bits, or without a whole.
 */
export function ofFloor({ units: { total }, part, whole }: Part): bigint {
  return mulDivFloor(part, total, whole);
}

/**
 * What of `whole` it takes to clear a claim: `ceil(claim * whole / total)`, 0 for none. The program's
 * `Units::worth_ceil`.
 *
 * @throws `MathOverflow` above 64 bits.
 */
export function worthCeil({ units: { total }, claim, whole }: Claim): bigint {
  return claim === 0n ? 0n : mulDivCeil(claim, whole, total);
}

/**
 * What of `whole` belongs to a claim: `floor(claim * whole / total)`, 0 for none. The program's `Units::worth_floor`.
 *
 * @throws `MathOverflow` above 64 bits.
 */
export function worthFloor({ units: { total }, claim, whole }: Claim): bigint {
  return claim === 0n ? 0n : mulDivFloor(claim, whole, total);
}
