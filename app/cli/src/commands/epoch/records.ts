import type { EpochRecordAccount } from "@diem/sdk";
import { CREDITS, DIEM, formatBps, type Table } from "../../core";

/** Where an epoch is in its life while `running` runs. */
export function stateOf({ closed, epoch }: EpochRecordAccount, running: number): string {
  if (closed) return "closed";
  if (epoch === running) return "running";
  return epoch === running - 1 ? "settling" : "to close";
}

/** Records under one another. */
export function recordTable(records: readonly EpochRecordAccount[], running: number): Table {
  return {
    head: [
      ...["epoch", "state", "capacity", "paid", "quota", "counted use"],
      ...["utilisation", "reward pool", "rewarded"],
    ],
    rows: records.map((record) => [
      String(record.epoch),
      stateOf(record, running),
      CREDITS.format(record.capacity),
      CREDITS.format(record.paid),
      CREDITS.format(record.quota),
      CREDITS.format(record.used),
      record.closed ? formatBps(record.utilisationBps) : "-",
      record.closed ? DIEM.format(record.rewardPool) : "-",
      `${CREDITS.plain(record.rewarded)} of ${CREDITS.format(record.rewardable)}`,
    ]),
    empty: "no records",
  };
}

/** A record for scripts. */
export function recordJson(record: EpochRecordAccount, running: number): object {
  return {
    epoch: record.epoch,
    address: record.address,
    state: stateOf(record, running),
    capacity: CREDITS.json(record.capacity),
    paid: CREDITS.json(record.paid),
    quota: CREDITS.json(record.quota),
    used: CREDITS.json(record.used),
    rewardable: CREDITS.json(record.rewardable),
    rewarded: CREDITS.json(record.rewarded),
    referencePrice: DIEM.json(record.referencePrice),
    utilisationBps: record.closed ? record.utilisationBps : null,
    rewardPool: record.closed ? DIEM.json(record.rewardPool) : null,
    rewardsClaimed: DIEM.json(record.rewardsClaimed),
  };
}
