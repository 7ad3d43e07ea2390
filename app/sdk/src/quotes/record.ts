import { rewardPoolFloor } from "./math/quota";
import { utilisationBpsFloor } from "./math/utilisation";

/** What closing reads and changes of an epoch's record. Capacity and usage are micro-credits. */
export interface ClosableRecord {
  readonly epoch: number;
  readonly closed: boolean;
  /** Fixed by the opening: what was offered, DIEM base units per whole credit, and basis points. */
  readonly capacity: bigint;
  readonly referencePrice: bigint;
  readonly quotaCapBps: number;
  /** Paid for at the reference price or more; served as quota; counted use; and quota that earns a reward. */
  readonly paid: bigint;
  readonly quota: bigint;
  readonly used: bigint;
  readonly rewardable: bigint;
  /** Sum of each provider's `paid` times its price. */
  readonly priceSum: bigint;
  /** Fixed by the closing: DIEM base units, and basis points. */
  readonly rewardPool: bigint;
  readonly utilisationBps: number;
}

/**
 * A record as it will be once its epoch is closed: its utilisation and its reward pool are fixed, the rewards out of
 * the `pool` of DIEM base units. The program's `EpochRecord::close`.
 */
export function closedRecord<Closed extends ClosableRecord>({
  record,
  pool,
}: {
  readonly record: Closed;
  readonly pool: bigint;
}): Closed {
  const { used: served, capacity, rewardable, quotaCapBps, referencePrice } = record;
  return {
    ...record,
    closed: true,
    utilisationBps: utilisationBpsFloor({ served, capacity }),
    rewardPool: rewardPoolFloor({ pool, rewardable, quotaCapBps, referencePrice }),
  };
}
