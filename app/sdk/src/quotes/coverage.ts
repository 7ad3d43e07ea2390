import { BPS, CREDIT_UNIT } from "../constants";
import type { MarketParams } from "../types";
import { epochAt, type EpochClock } from "./math/epoch";
import { referencePrice } from "./math/price";
import type { ClosableRecord } from "./record";
import { rewardPoolFloor } from "./math/quota";
import { inEpoch, type Scheduled } from "./math/scheduled";
import { floorOf, type Fraction } from "./valuation";

/** The rewards for serving quota. Parts of a credit's face value, the reference price, are in basis points. */
export interface Coverage {
  /** Closed epochs that were counted, and the micro-credits of quota that were reported in them. */
  readonly epochs: number;
  readonly quotaServed: bigint;
  /** DIEM base units per whole credit of it, rounded down; null if none was served. */
  readonly paidPerCredit: bigint | null;
  /** The same in parts of the reference prices of these epochs. */
  readonly paidBps: bigint | null;
  /** DIEM base units of the quota pool, for what is served from now on. */
  readonly pool: bigint;
  /** Micro-credits of quota that the providers owe to staked DIEM in the running epoch. */
  readonly outstanding: bigint;
  /** DIEM base units per whole credit if all of it were rewarded, at most the cap; null if none is owed. */
  readonly poolPerCredit: bigint | null;
  /** The same in parts of the reference price of now. */
  readonly poolBps: bigint | null;
}

/** What coverage reads of a market. */
export interface CoveringMarket extends EpochClock {
  readonly quotaPool: bigint;
  readonly referencePrice: Scheduled;
  readonly params: Pick<MarketParams, "quotaCapBps">;
}

/** What coverage reads of a provider. */
export interface CommittedProvider {
  readonly committed: Scheduled;
  readonly retiring: boolean;
  readonly lastQuotaEpoch: number;
}

/**
 * What a credit of quota earned in the closed records that are given, and what the pool would pay for the quota
 * outstanding at `now` (unix seconds). It is a measurement, not a promise: the pool is shared by what is served, and
 * quota beyond the match of a provider's own sales earns nothing.
 *
 * @example
 * const market = await accounts.market.fetch(connection, address);
 * const records = await accounts.epochRecord.fetchAll(connection, { market: address });
 * const providers = await accounts.provider.fetchAll(connection, { market: address });
 * const { paidBps } = quotes.coverage({ market, records, providers, now });
 */
export function coverage({
  market,
  records,
  providers,
  now,
}: {
  readonly market: CoveringMarket;
  readonly records: readonly ClosableRecord[];
  readonly providers: readonly CommittedProvider[];
  readonly now: bigint;
}): Coverage {
  const closed = records.filter((record) => record.closed);
  const quotaServed = sum(closed.map(({ quota }) => quota));
  const faceValue = sum(closed.map((record) => record.quota * record.referencePrice));
  const paid = sum(closed.map(({ rewardPool }) => rewardPool));

  const { quotaPool: pool } = market;
  const { quotaCapBps } = market.params;
  const price = referencePrice({ market, now });
  const epoch = epochAt({ clock: market, now });
  const outstanding = sum(providers.map((provider) => owedIn(provider, epoch)));
  const payable = rewardPoolFloor({
    pool,
    rewardable: outstanding,
    quotaCapBps,
    referencePrice: price,
  });
  return {
    epochs: closed.length,
    quotaServed,
    paidPerCredit: unlessEmpty({ over: paid, under: quotaServed }, CREDIT_UNIT),
    paidBps: unlessEmpty({ over: paid * CREDIT_UNIT, under: faceValue }, BigInt(BPS)),
    pool,
    outstanding,
    poolPerCredit: unlessEmpty({ over: payable, under: outstanding }, CREDIT_UNIT),
    poolBps: unlessEmpty({ over: payable * CREDIT_UNIT, under: outstanding * price }, BigInt(BPS)),
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
