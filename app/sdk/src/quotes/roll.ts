import { foreseen } from "../errors/program-errors";
import { accrue } from "./accrue";
import { epochAt } from "./math/epoch";
import { type ClosableRecord, closedRecord } from "./record";
import { closeNext, passIdle, passOn, type RollingMarket, stepTarget } from "./roll-step";
import { advance } from "./math/scheduled";

export type { RollingMarket } from "./roll-step";

/** What `rollEpoch` would do. */
export interface Roll<Market, Closed> {
  /** The epochs that would be closed: `closed` of them from `firstClosed` on. */
  readonly firstClosed: number;
  readonly closed: number;
  /** The records of these epochs as they would be, with their utilisation and reward pools. */
  readonly records: readonly Closed[];
  /** DIEM base units of the quota pool that would go to the stakers' stream. */
  readonly toStakers: bigint;
  /** The market as it would be, but for its event counter. */
  readonly market: Market;
}

/** Epochs that wait to be closed at `now` (unix seconds). Epoch e can be closed from the start of e + 2 on. */
export function epochsDue({
  market,
  now,
}: {
  readonly market: Pick<RollingMarket, "genesisTs" | "epochSecs" | "nextToClose">;
  readonly now: bigint;
}): number {
  return Math.max(epochAt({ clock: market, now }) - 1 - market.nextToClose, 0);
}

/**
 * What `rollEpoch` would do at `now` (unix seconds), exactly. `records` must hold the records of the epochs that
 * would be closed and have one: `hasRecord` says which; others are ignored.
 *
 * Each closing pays its epoch's quota, moves the averages of use and schedules the reference price; then the pool's
 * part goes to the stakers, and the target moves by one step, however many epochs were closed.
 *
 * @throws `NothingToRoll` if {@link epochsDue} is 0, `WrongEpochRecord` if a record is missing.
 *
 * @example
 * const records = await accounts.epochRecord.fetchAll(connection, { market: market.address });
 * const { market: after } = quotes.rollPreview({ market, records, now });
 * const price = after.referencePrice.next; // from the next epoch on, DIEM base units per whole credit
 */
export function rollPreview<Market extends RollingMarket, Closed extends ClosableRecord>({
  market,
  records,
  now,
}: {
  readonly market: Market;
  readonly records: readonly Closed[];
  readonly now: bigint;
}): Roll<Market, Closed> {
  const due = epochsDue({ market, now });
  if (due === 0) throw foreseen("NothingToRoll");
  const epoch = epochAt({ clock: market, now });
  let after = advanced(accrue(market, now), epoch);
  const closed: Closed[] = [];
  const singly = Math.min(due, market.hasRecord.length);
  for (let nth = 0; nth < singly; nth++) {
    const record = recordOf(after, records);
    if (record !== null) closed.push(record);
    after = closeNext(after, record);
  }
  const passed = passOn(passIdle(after, due - singly), due);
  return {
    firstClosed: market.nextToClose,
    closed: due,
    records: closed,
    toStakers: passed.toStakers,
    market: stepTarget(passed.market, epoch),
  };
}

/** The market with the figures of the running epoch. */
function advanced<Market extends RollingMarket>(market: Market, epoch: number): Market {
  const { capacity, quotaCapacity, referencePrice } = market;
  return {
    ...market,
    capacity: advance({ figure: capacity, epoch }),
    quotaCapacity: advance({ figure: quotaCapacity, epoch }),
    referencePrice: advance({ figure: referencePrice, epoch }),
  };
}

/** The record of the next epoch to be closed, closed; null if it has none. */
function recordOf<Closed extends ClosableRecord>(
  { hasRecord: [exists], nextToClose, quotaPool: pool }: RollingMarket,
  records: readonly Closed[],
): Closed | null {
  if (!exists) return null;
  const record = records.find(({ epoch }) => epoch === nextToClose);
  if (record === undefined) throw foreseen("WrongEpochRecord");
  return closedRecord({ record, pool });
}
