import { BPS } from "../../constants";
import { mathOverflow } from "../../errors/math-overflow";
import type { MarketParams, Served } from "../../types";
import { paidCreditsFloor } from "./quota";
import { min, max, U64_MAX } from "../../integers";
import { clamp, mulDivFloor } from "./integers";

/** What an epoch's use is measured by, the same for all reports: fields of its record. */
export interface Measure extends Pick<MarketParams, "maxPriceStepBps" | "quotaMatchBps"> {
  /** DIEM base units per whole credit, above zero. */
  readonly referencePrice: bigint;
}

/** A provider's part of an epoch's record. */
export interface Contribution {
  /** Micro-credits that were paid for at the reference price or more, at most the capacity. */
  readonly paid: bigint;
  /** Micro-credits of counted use. */
  readonly used: bigint;
  /** Micro-credits of quota that earn a reward. */
  readonly rewardable: bigint;
  /** `paid` times the price that was paid, as far as one step from the reference price. */
  readonly priceSum: bigint;
}

/**
 * What `served` counts for, with `capacity` micro-credits offered in the epoch:
 *
 * - `worth = min(bought, floor(diem * CREDIT_UNIT / referencePrice))`: below the reference price a credit counts for
 *   what was paid of it, above it for one,
 * - `paid = min(worth, capacity)`,
 * - `used = min(worth + min(quota, worth), capacity)`: quota costs its owner nothing to burn on itself, so it may at
 *   most double what was paid for,
 * - `rewardable = min(quota, floor(worth * quotaMatchBps / 10,000))`, and 0 if `distributed` is 0,
 * - `priceSum = paid * price`, where `price = floor(diem * CREDIT_UNIT / bought)` is brought within
 *   {@link priceStepFloor} of the reference price.
 *
 * The program's `Measure::contribution`.
 *
 * @throws `MathOverflow` if the reference price is zero.
 *
 * @example
 * const { usage } = await accounts.provider.fetch(connection, address);
 * const slot = usage[record.epoch % constants.USAGE_EPOCHS];
 * if (slot?.epoch === record.epoch) show(quotes.contribution({ ...slot, measure: record }));
 */
export function contribution({
  served: { diem, bought, quota },
  capacity,
  distributed,
  measure: { referencePrice, maxPriceStepBps, quotaMatchBps },
}: {
  readonly served: Served;
  readonly capacity: bigint;
  /** 1 if all that was settled by the end of the epoch was distributed before the report, else 0: a slot's field. */
  readonly distributed: number;
  readonly measure: Measure;
}): Contribution {
  if (referencePrice === 0n) throw mathOverflow();
  const worth = min(paidCreditsFloor({ diem, price: referencePrice }), bought);
  const paid = min(worth, capacity);
  const used = min(min(worth + min(quota, worth), U64_MAX), capacity);
  const matched = min(quota, (worth * BigInt(quotaMatchBps)) / BigInt(BPS));
  const rewardable = distributed === 1 ? matched : 0n;
  if (paid === 0n) return { paid, used, rewardable, priceSum: 0n };
  const step = priceStepFloor({ referencePrice, maxStepBps: maxPriceStepBps });
  const lowest = max(referencePrice - step, 0n);
  const highest = min(referencePrice + step, U64_MAX);
  const price = clamp(paidCreditsFloor({ diem, price: bought }), lowest, highest);
  return { paid, used, rewardable, priceSum: paid * price };
}

/**
 * The furthest that a reference price moves in one epoch, in DIEM base units per whole credit:
 * `max(1, floor(referencePrice * maxStepBps / 10,000))`. The program's `price_step_floor`.
 *
 * @throws `MathOverflow` above 64 bits.
 */
export function priceStepFloor({
  referencePrice,
  maxStepBps,
}: {
  readonly referencePrice: bigint;
  readonly maxStepBps: number;
}): bigint {
  return max(mulDivFloor(referencePrice, BigInt(maxStepBps), BigInt(BPS)), 1n);
}
