import { DIEM_UNIT } from "../constants";
import { invalidAmount } from "../errors/amount-errors";

/** A price of one whole token, as a fraction of positive integers: 2.5 is `{ numerator: 5n, denominator: 2n }`. */
export interface PriceRatio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A non-negative fraction, so that a chain of factors is rounded once, at its end. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

function requirePositive(name: string, ratio: PriceRatio): void {
  for (const [part, value] of Object.entries(ratio)) {
    if (value <= 0n) {
      throw invalidAmount({ field: `${name}.${part}`, value, type: "u64 above zero" });
    }
  }
}

/**
 * VVV base units for one DIEM base unit, of a price in whole VVV for one whole DIEM.
 *
 * @throws `InvalidAmount` for a ratio that is not positive.
 */
export function vvvPerDiemUnit(vvvPerDiem: PriceRatio, vvvDecimals: number): Fraction {
  requirePositive("vvvPerDiem", vvvPerDiem);
  const { numerator, denominator } = vvvPerDiem;
  return { over: numerator * 10n ** BigInt(vvvDecimals), under: denominator * DIEM_UNIT };
}

/**
 * US dollars for one VVV base unit, of a price in US dollars for one whole VVV.
 *
 * @throws `InvalidAmount` for a ratio that is not positive.
 */
export function usdPerVvvUnit(usdPerVvv: PriceRatio, vvvDecimals: number): Fraction {
  requirePositive("usdPerVvv", usdPerVvv);
  const { numerator, denominator } = usdPerVvv;
  return { over: numerator, under: denominator * 10n ** BigInt(vvvDecimals) };
}

export function times(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.over, under: a.under * b.under };
}

/** `floor(fraction * factor)`; 0 for a part of nothing. */
export function floorOf({ over, under }: Fraction, factor: bigint): bigint {
  return under === 0n ? 0n : (over * factor) / under;
}
