import { BPS, PRICE_BAND_HIGH_BPS, PRICE_BAND_LOW_BPS } from "../constants";
import { QuoteError } from "../errors/quote-error";
import { clamp, LOW_WORD, most, mulDivFloor } from "./integers";

/**
 * The reference price (DIEM base units per whole credit) after an epoch of `utilisationBps` (above 10,000 counts
 * as 10,000). Within the band it stays. Outside it moves in proportion to the distance, rounded towards staying:
 *
 * - below, by `-floor(price * maxStepBps * (low - utilisation) / (low * 10,000))`,
 * - above, by `floor(price * maxStepBps * (utilisation - high) / ((10,000 - high) * 10,000))`,
 *
 * and then it is brought into `floor..=cap`. The program's `reference_price_step`.
 *
 * @throws QuoteError `MathOverflow` for a step above 10,000 basis points, or a floor above the cap.
 */
export function referencePriceStep({
  price,
  utilisationBps,
  maxStepBps,
  floor,
  cap,
}: {
  readonly price: bigint;
  readonly utilisationBps: number;
  readonly maxStepBps: number;
  readonly floor: bigint;
  readonly cap: bigint;
}): bigint {
  if (maxStepBps > BPS || floor > cap) throw new QuoteError("MathOverflow");
  const utilisation = Math.min(utilisationBps, BPS);
  const part = (distance: number, reach: number) =>
    mulDivFloor(price, BigInt(maxStepBps * Math.max(distance, 0)), BigInt(reach * BPS));
  const fall = part(PRICE_BAND_LOW_BPS - utilisation, PRICE_BAND_LOW_BPS);
  const rise = part(utilisation - PRICE_BAND_HIGH_BPS, BPS - PRICE_BAND_HIGH_BPS);
  const moved = clamp(most(price - fall, 0n) + rise, 0n, LOW_WORD);
  return clamp(moved, floor, cap);
}
