import { constants } from "@diem/sdk";
import { BPS, clamp, max, min, saturating } from "./integers";
import type { EpochRecord, Provider, Served, UsageSlot } from "./state";

/** What a provider's use adds to its epoch's record. */
export interface Contribution {
  readonly paid: bigint;
  readonly used: bigint;
  readonly rewardable: bigint;
  readonly priceSum: bigint;
}

/** What is reported of it, measured by what the record fixed at its opening. Undistributed revenue rewards no quota. */
export function contributionOf(
  { reported: { diem, bought, quota }, distributed, capacity }: UsageSlot,
  { referencePrice, maxPriceStepBps, quotaMatchBps }: EpochRecord,
): Contribution {
  const atReference = saturating((diem * constants.CREDIT_UNIT) / referencePrice);
  const worth = min(bought, atReference);
  const paid = min(worth, capacity);
  const matched = (worth * BigInt(quotaMatchBps)) / BPS;
  const step = max((referencePrice * BigInt(maxPriceStepBps)) / BPS, 1n);
  const price = bought === 0n ? 0n : (diem * constants.CREDIT_UNIT) / bought;
  return {
    paid,
    used: min(worth + min(quota, worth), capacity),
    rewardable: distributed === 1 ? min(quota, matched) : 0n,
    priceSum: paid * clamp(price, referencePrice - step, referencePrice + step),
  };
}

export const isSame = (a: Served, b: Served) =>
  a.diem === b.diem && a.bought === b.bought && a.quota === b.quota;

/** Whether all DIEM that vouchers paid by the end of an epoch was distributed. The slots of all later ones are known. */
export function isDistributed(provider: Provider, epoch: number): boolean {
  const { totalSettled, settledDistributed, usage } = provider;
  const later = usage.filter((slot) => slot.epoch > epoch);
  const settled = later.reduce((left, { served }) => left - served.diem, totalSettled);
  return settledDistributed >= settled;
}

export function slotOf({ usage }: Provider, epoch: number): UsageSlot | undefined {
  const slot = usage[epoch % constants.USAGE_EPOCHS];
  return slot?.epoch === epoch ? slot : undefined;
}
