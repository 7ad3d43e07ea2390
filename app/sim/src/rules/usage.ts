/** What an epoch's use counts for. @module */
import type { Params } from "./params";

/** What a provider served in an epoch: DIEM that it was paid, credits that this bought, and credits of quota. */
export interface Served {
  readonly diem: number;
  readonly bought: number;
  readonly quota: number;
}

/** The record of an epoch, in credits and DIEM per credit. */
export interface EpochRecord {
  /** Fixed as it is opened. */
  reference: number;
  capacity: number;
  /** What was reported. */
  paid: number;
  used: number;
  quota: number;
  rewardable: number;
  /** Sum of each provider's `paid` times its price. */
  priceSum: number;
}

/** A record as it is opened. */
export function openRecord(reference: number, capacity: number): EpochRecord {
  return { reference, capacity, paid: 0, used: 0, quota: 0, rewardable: 0, priceSum: 0 };
}

/** Adds what a provider that offered `capacity` served. All that it settled is distributed. */
export function report(
  params: Params,
  record: EpochRecord,
  served: Served,
  capacity: number,
): void {
  const { diem, bought, quota } = served;
  const { reference } = record;
  const worth = Math.min(diem / reference, bought);
  const paid = Math.min(worth, capacity);
  if (paid > 0) {
    const step = reference * params.priceStep;
    const price = Math.min(Math.max(diem / bought, reference - step), reference + step);
    record.paid += paid;
    record.priceSum += paid * price;
  }
  record.used += Math.min(worth + Math.min(quota, worth), capacity);
  record.quota += quota;
  record.rewardable += Math.min(quota, worth * params.quotaMatch);
}

/** What the rewardable quota of a record is paid out of `pool`, in DIEM. */
export function payoutOf(
  { quotaCap }: Params,
  { rewardable, reference }: EpochRecord,
  pool: number,
): number {
  return Math.min(pool, rewardable * quotaCap * reference);
}
