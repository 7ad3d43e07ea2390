import { mathOverflow } from "../../errors/math-overflow";
import { epochAt, type EpochClock } from "./epoch";
import { min, max } from "../../integers";
import { clamp, divFloor, mulDivFloor, u128, u64 } from "./integers";
import { advance, type Scheduled } from "./scheduled";

/**
 * The reference price (DIEM base units per whole credit) that an epoch schedules, from the one that it was measured by.
 *
 * `priceSum / paid` is the mean price of the epoch, each provider's weighted with its paid micro-credits and within one
 * step of `reference`. The price moves towards it by `floor(|mean - reference| * min(paid, n) / n)`, with
 * `n = max(floor(served / 4), floor(capacity / 100), 1)`: so little use moves it little. Then it is brought into
 * `floor..=cap`. `served` is the smoothed use after the epoch, `capacity` what was offered in it, both in
 * micro-credits. Unchanged where nothing was paid. The program's `next_reference_price`.
 *
 * @throws `MathOverflow` for a floor above the cap, or a mean above 64 bits.
 */
export function nextReferencePrice({
  reference,
  priceSum,
  paid,
  served,
  capacity,
  floor,
  cap,
}: {
  readonly reference: bigint;
  readonly priceSum: bigint;
  readonly paid: bigint;
  readonly served: bigint;
  readonly capacity: bigint;
  readonly floor: bigint;
  readonly cap: bigint;
}): bigint {
  if (floor > cap) throw mathOverflow();
  if (paid === 0n) return reference;
  const mean = u64(divFloor(u128(priceSum + (paid >> 1n)), paid));
  const whole = max(max(served >> 2n, capacity / 100n), 1n);
  const way = (distance: bigint) => mulDivFloor(distance, min(paid, whole), whole);
  const next =
    mean >= reference ? reference + way(mean - reference) : reference - way(reference - mean);
  return clamp(next, floor, cap);
}

/**
 * The reference price at `now` (unix seconds), in DIEM base units per whole credit: a mean of recent prices paid. It
 * does not set the price of any provider.
 *
 * @example
 * const price = quotes.referencePrice({ market, now });
 */
export function referencePrice({
  market,
  now,
}: {
  readonly market: EpochClock & { readonly referencePrice: Scheduled };
  readonly now: bigint;
}): bigint {
  const epoch = epochAt({ clock: market, now });
  return advance({ figure: market.referencePrice, epoch }).current;
}
