import { DIEM_UNIT } from "../constants";
import { AmountError } from "../errors/amount-error";

/** Whole VVV for one whole DIEM, as a fraction of positive integers: 2.5 is `{ numerator: 5n, denominator: 2n }`. */
export interface PriceRatio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A non-negative fraction, so that a chain of factors is rounded once, at its end. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/**
 * VVV base units for one DIEM base unit.
 *
 * @throws AmountError for a ratio that is not positive.
 */
export function vvvPerDiemUnit(
  { numerator, denominator }: PriceRatio,
  vvvDecimals: number,
): Fraction {
  for (const [part, value] of Object.entries({ numerator, denominator })) {
    if (value <= 0n) {
      throw new AmountError({ field: `vvvPerDiem.${part}`, value, type: "u64 above zero" });
    }
  }
  return { over: numerator * 10n ** BigInt(vvvDecimals), under: denominator * DIEM_UNIT };
}

export function times(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.over, under: a.under * b.under };
}

/** `floor(fraction * factor)`; 0 for a part of nothing. */
export function floorOf({ over, under }: Fraction, factor: bigint): bigint {
  return under === 0n ? 0n : (over * factor) / under;
}
