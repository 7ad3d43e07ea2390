import { constants, type MarketAccount, quotes } from "@diem/sdk";
import type { Market } from "./market";
import { type Params, paramsOf } from "./params";
import type { Stream } from "./stream";
import type { EpochRecord } from "./usage";

const DIEM_UNIT = Number(constants.DIEM_UNIT);
const CREDIT_UNIT = Number(constants.CREDIT_UNIT);
/** One share in a Q64.64 index. */
const SHARE = 2 ** 64;
/** A second in units of 2^-32 s. */
const SECOND = 2 ** 32;

/** What of a live market is read: its account, the DIEM that exists, its open records, and the moment. */
export interface Accounts {
  readonly market: quotes.RollingMarket &
    Pick<MarketAccount, "params" | "vvvDecimals" | "totalLocked" | "debt" | "treasuryOwed">;
  /** Of the DIEM mint, in base units. */
  readonly supply: bigint;
  readonly records: readonly quotes.ClosableRecord[];
  /** Unix seconds. */
  readonly now: bigint;
}

/**
 * A live market as numbers, as if its running epoch had just begun. Epochs that wait to be closed are closed.
 *
 * @throws `WrongEpochRecord` where a record is missing that closing them needs.
 *
 * @example
 * const records = await accounts.epochRecord.fetchAll(connection, { market: market.address });
 * const { market: state, params } = rules.fromAccounts({ market, supply, records, now });
 */
export function fromAccounts({ market: stored, supply, records, now }: Accounts): {
  readonly market: Market;
  readonly params: Params;
} {
  const due = quotes.epochsDue({ market: stored, now }) > 0;
  const market = due
    ? quotes.rollPreview({ market: stored, records, now }).market
    : quotes.accrue(stored, now);
  const epoch = quotes.epochAt({ clock: market, now });
  const { vvvDecimals, epochSecs } = market;
  const vvv = (amount: bigint) => Number(amount) / 10 ** vvvDecimals;
  const stream = (amount: (units: bigint) => number, part: quotes.stream.Stream): Stream => ({
    remaining: amount(part.remaining),
    left: Number(part.leftQ32) / SECOND / Number(epochSecs),
  });
  const open = (ofEpoch: number) => {
    const record = records.find((each) => each.epoch === ofEpoch && !each.closed);
    return record === undefined ? null : recordOf(record);
  };
  const reference = quotes.scheduled.advance({ figure: market.referencePrice, epoch });
  const capacity = quotes.scheduled.advance({ figure: market.capacity, epoch });
  return {
    params: paramsOf({ params: market.params, vvvDecimals, epochSecs }),
    market: {
      epoch,
      supply: diem(supply),
      units: diem(market.debt.total),
      era: Number(market.debt.era),
      target: diem(quotes.targetInEpoch({ market, epoch })),
      nextTarget: diem(market.nextTarget),
      served: credits(market.served),
      utilisation: Number(market.utilisationEma) / SECOND / constants.BPS,
      reference: diem(reference.current),
      nextReference: diem(reference.next),
      capacity: credits(capacity.current),
      nextCapacity: credits(capacity.next),
      quotaPool: diem(market.quotaPool),
      quotaRewardsOwed: diem(market.quotaRewardsOwed),
      feeStream: stream(diem, market.feeStream),
      rewardStream: stream(vvv, market.rewardStream),
      staked: vvv(market.totalStaked),
      locked: vvv(market.totalLocked),
      weight: vvv(market.rewardWeight),
      feeIndex: (Number(market.feeIndex.perShare) / SHARE / DIEM_UNIT) * 10 ** vvvDecimals,
      rewardIndex: Number(market.rewardIndex.perShare) / SHARE,
      feesOwed: diem(market.feesOwed),
      rewardsOwed: vvv(market.rewardsOwed),
      treasury: diem(market.treasuryOwed),
      before: epoch === 0 ? null : open(epoch - 1),
      running: open(epoch),
    },
  };
}

function recordOf(record: quotes.ClosableRecord): EpochRecord {
  return {
    reference: diem(record.referencePrice),
    capacity: credits(record.capacity),
    paid: credits(record.paid),
    used: credits(record.used),
    quota: credits(record.quota),
    rewardable: credits(record.rewardable),
    priceSum: Number(record.priceSum) / DIEM_UNIT / CREDIT_UNIT,
  };
}

function diem(amount: bigint): number {
  return Number(amount) / DIEM_UNIT;
}

function credits(amount: bigint): number {
  return Number(amount) / CREDIT_UNIT;
}
