import type { EpochRecordAccount } from "@diem/sdk";
import { CREDITS, formatBps, type OnMarket, type Table } from "../../core";

/** Where an epoch is in its life while `running` runs. */
export function stateOf({ closed, epoch }: EpochRecordAccount, running: number): string {
  if (closed) return "closed";
  if (epoch === running) return "running";
  return epoch === running - 1 ? "settling" : "to be closed";
}

/** Records under one another. */
export function recordTable(
  records: readonly EpochRecordAccount[],
  { vvv, running }: Pick<OnMarket, "vvv"> & { readonly running: number },
): Table {
  return {
    head: ["epoch", "state", "capacity", "paid", "quota", "use", "reward pool", "claimed"],
    rows: records.map((record) => [
      String(record.epoch),
      stateOf(record, running),
      CREDITS.format(record.capacity),
      CREDITS.format(record.paid),
      CREDITS.format(record.quota),
      record.closed ? formatBps(record.utilisationBps) : "-",
      record.closed ? vvv.format(record.rewardPool) : "-",
      `${CREDITS.plain(record.quotaClaimed)} of ${CREDITS.format(record.quota)}`,
    ]),
    empty: "no records",
  };
}

/** A record for scripts. */
export function recordJson(
  record: EpochRecordAccount,
  { vvv, running }: Pick<OnMarket, "vvv"> & { readonly running: number },
): object {
  return {
    epoch: record.epoch,
    address: record.address,
    state: stateOf(record, running),
    capacity: CREDITS.json(record.capacity),
    paid: CREDITS.json(record.paid),
    quota: CREDITS.json(record.quota),
    quotaClaimed: CREDITS.json(record.quotaClaimed),
    utilisationBps: record.closed ? record.utilisationBps : null,
    rewardPool: record.closed ? vvv.json(record.rewardPool) : null,
  };
}
