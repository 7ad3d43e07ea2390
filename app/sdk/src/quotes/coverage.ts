import { BPS, CREDIT_UNIT } from "../constants";
import { accrue, type AccrualState } from "./accrue";
import { epochAt, type EpochClock } from "./epoch";
import { least } from "./integers";
import type { ClosableRecord } from "./record";
import { inEpoch, type Scheduled } from "./scheduled";
import { floorOf, type Fraction, type PriceRatio, times, vvvPerDiemUnit } from "./valuation";

/** What serving quota is rewarded with. */
export interface Coverage {
  /** Closed epochs that were counted, and the micro-credits of quota that were reported in them. */
  readonly epochs: number;
  readonly quotaServed: bigint;
  /** VVV base units per whole credit of it, rounded down; null where none was served. */
  readonly paidPerCredit: bigint | null;
  /** VVV base units of the quota pool, for what is served from now on. */
  readonly pool: bigint;
  /** Micro-credits of quota that the providers owe to staked DIEM in the running epoch. */
  readonly outstanding: bigint;
  /** VVV base units per whole credit if all of it were served, at most the reward cap; null where none is owed. */
  readonly poolPerCredit: bigint | null;
  /** The last two in basis points of a credit's face value, the reference price; null without a price of DIEM. */
  readonly paidBps: bigint | null;
  readonly poolBps: bigint | null;
}

/** What coverage reads of a market. */
export interface CoveringMarket extends AccrualState, EpochClock {
  readonly vvvDecimals: number;
  readonly referencePrice: bigint;
  readonly params: AccrualState["params"] & { readonly rewardCap: bigint };
}

/** What coverage reads of a provider. */
export interface CommittedProvider {
  readonly committed: Scheduled;
  readonly retiring: boolean;
  readonly lastQuotaEpoch: number;
}

/**
 * What a credit of quota earned in the closed records that are given, and what the pool would pay for the quota
 * outstanding at `now` (unix seconds). It is a measurement, not a promise: the pool is shared by what is served.
 *
 * @example
 * const market = await accounts.market.fetch(connection, address);
 * const records = await accounts.epochRecord.fetchAll(connection, { market: address });
 * const providers = await accounts.provider.fetchAll(connection, { market: address });
 * const vvvPerDiem = { numerator: 5n, denominator: 2n };
 * const { paidBps } = quotes.coverage({ market, records, providers, vvvPerDiem, now });
 */
export function coverage({
  market,
  records,
  providers,
  vvvPerDiem,
  now,
}: {
  readonly market: CoveringMarket;
  readonly records: readonly ClosableRecord[];
  readonly providers: readonly CommittedProvider[];
  readonly vvvPerDiem?: PriceRatio;
  readonly now: bigint;
}): Coverage {
  const closed = records.filter((record) => record.closed);
  const quotaServed = sum(closed.map(({ quota }) => quota));
  const { quotaPool: pool } = accrue(market, now);
  const epoch = epochAt({ clock: market, now });
  const outstanding = sum(providers.map((provider) => owedIn(provider, epoch)));
  const mostPayable = (outstanding * market.params.rewardCap) / CREDIT_UNIT;

  const paid = { over: sum(closed.map(({ rewardPool }) => rewardPool)), under: quotaServed };
  const payable = { over: least(pool, mostPayable), under: outstanding };
  const inFace = (value: Fraction) => {
    if (vvvPerDiem === undefined) return null;
    const { over, under } = vvvPerDiemUnit(vvvPerDiem, market.vvvDecimals);
    const perFace = { over: under * CREDIT_UNIT, under: over * market.referencePrice };
    return unlessEmpty(times(value, perFace), BigInt(BPS));
  };
  return {
    epochs: closed.length,
    quotaServed,
    paidPerCredit: unlessEmpty(paid, CREDIT_UNIT),
    pool,
    outstanding,
    poolPerCredit: unlessEmpty(payable, CREDIT_UNIT),
    paidBps: inFace(paid),
    poolBps: inFace(payable),
  };
}

function owedIn({ committed, retiring, lastQuotaEpoch }: CommittedProvider, epoch: number): bigint {
  if (retiring && epoch > lastQuotaEpoch) return 0n;
  return inEpoch({ figure: committed, epoch }) ?? 0n;
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}

function unlessEmpty(value: Fraction, factor: bigint): bigint | null {
  return value.under === 0n ? null : floorOf(value, factor);
}
