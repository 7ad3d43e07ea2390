import { rewardPool } from "./rewards";
import { utilisationBps } from "./usage";

/** What closing reads and changes of an epoch's record. */
export interface ClosableRecord {
  readonly epoch: number;
  readonly closed: boolean;
  /** Micro-credits that were offered, that count as use, and that were served as quota. */
  readonly capacity: bigint;
  readonly counted: bigint;
  readonly quota: bigint;
  /** Fixed by the closing: VVV base units, and basis points. */
  readonly rewardPool: bigint;
  readonly utilisationBps: number;
}

/**
 * A record as it will be once its epoch is closed: its utilisation and its reward pool are fixed, the pool out of
 * `available` VVV base units and at most `rewardCap` of them per whole credit of quota.
 */
export function closedRecord<Closed extends ClosableRecord>({
  record,
  available,
  rewardCap,
}: {
  readonly record: Closed;
  readonly available: bigint;
  readonly rewardCap: bigint;
}): Closed {
  const { counted: served, capacity, quota: quotaServed } = record;
  return {
    ...record,
    closed: true,
    utilisationBps: utilisationBps({ served, capacity }),
    rewardPool: rewardPool({ available, quotaServed, rewardCap }),
  };
}
