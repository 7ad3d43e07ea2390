import { constants, errors, type MarketParams, quotes } from "@diem/sdk";
import type { EpochState, MarketState, Offered } from "./market";

/** A market's figures at a moment. Amounts are base units, credits micro-credits, parts basis points. */
export interface Figures {
  readonly epoch: number;
  readonly timestamp: bigint;
  readonly supply: bigint;
  readonly target: bigint;
  /** The goal of the target. */
  readonly targetGoal: bigint;
  /** VVV base units that a whole DIEM locks in the limit of a small mint; null while nobody can mint. */
  readonly rate: bigint | null;
  readonly staked: bigint;
  readonly locked: bigint;
  readonly cooling: bigint;
  readonly bonded: bigint;
  readonly bondCooling: bigint;
  readonly escrowed: bigint;
  readonly feesOwed: bigint;
  readonly rewardsOwed: bigint;
  readonly treasuryOwed: bigint;
  readonly quotaRewardsOwed: bigint;
  readonly feeStream: bigint;
  readonly rewardStream: bigint;
  readonly referencePrice: bigint;
  readonly nextReferencePrice: bigint;
  readonly utilisationBps: number;
  readonly utilisationEmaBps: number;
  readonly served: bigint;
  /** Shares of revenue. */
  readonly split: Pick<MarketParams, "providerBps" | "quotaBps" | "treasuryBps" | "stakersBps">;
  readonly flows: MarketState["flows"];
  readonly coverage: quotes.Coverage;
  readonly stakerApr: quotes.Apr;
  /** Null while nobody can mint. */
  readonly minterApr: quotes.Apr | null;
  readonly offered: Offered;
  /** The epoch's record as it stands; null if it has none. */
  readonly record: EpochState | null;
}

const NO_INDEX = { perShare: 0n, carry: 0n };

/** A market's figures at `now` (unix seconds; default: its last event's time), by the SDK's quotes. */
export function figuresOf(
  state: MarketState,
  vvvPerDiem?: quotes.PriceRatio,
  now = state.timestamp,
): Figures {
  const market = quoted(state);
  const { supply, totals, served, params, flows, timestamp, offered } = state;
  const epoch = quotes.epochAt({ clock: market, now });
  const record = state.records[epoch] ?? null;
  const at = { market, now, ...(vvvPerDiem === undefined ? {} : { vvvPerDiem }) };
  const accrued = quotes.accrue(market, now);
  const { providerBps, quotaBps, treasuryBps, stakersBps } = params;
  return {
    split: { providerBps, quotaBps, treasuryBps, stakersBps },
    ...{
      epoch,
      timestamp: now > timestamp ? now : timestamp,
      supply,
      served,
      flows,
      record,
      offered,
    },
    target: quotes.targetSupply({ market, now }),
    targetGoal: quotes.targetGoalFloor({
      ...{ capacity: offered.capacity, served, creditsPerDiem: params.creditsPerDiem },
      ...{
        targetShareBps: params.targetShareBps,
        floor: params.targetFloor,
        cap: params.targetCap,
      },
    }),
    rate: unlessClosed(() => quotes.marginalRate({ market, supply, now })),
    staked: totals.totalStaked,
    locked: totals.totalLocked,
    cooling: totals.totalCooling,
    bonded: totals.totalBonded,
    bondCooling: totals.totalBondCooling,
    escrowed: totals.totalEscrowed,
    feesOwed: accrued.feesOwed,
    rewardsOwed: accrued.rewardsOwed,
    treasuryOwed: totals.treasuryOwed,
    quotaRewardsOwed: totals.quotaRewardsOwed,
    feeStream: accrued.feeStream.remaining,
    rewardStream: accrued.rewardStream.remaining,
    referencePrice: quotes.referencePrice({ market, now }),
    nextReferencePrice: market.referencePrice.next,
    utilisationBps:
      record === null
        ? 0
        : quotes.utilisationBpsFloor({ served: record.used, capacity: record.capacity }),
    utilisationEmaBps: state.utilisationEmaBps,
    coverage: quotes.coverage({
      ...{ market, now, records: Object.values(state.records) },
      providers: committedIn(state, epoch),
    }),
    stakerApr: quotes.stakerApr(at),
    minterApr: unlessClosed(() => quotes.minterApr({ ...at, supply })),
  };
}

/** The market as the SDK's quotes take it. */
function quoted({
  birth,
  params,
  totals,
  target,
  referencePrice,
  feeStream,
  rewardStream,
}: MarketState) {
  return {
    ...{ ...birth, ...target, params, referencePrice, feeStream, rewardStream },
    ...{ totalStaked: totals.totalStaked, rewardWeight: totals.rewardWeight },
    ...{ feesOwed: totals.feesOwed, rewardsOwed: totals.rewardsOwed, quotaPool: totals.quotaPool },
    ...{ feeIndex: NO_INDEX, rewardIndex: NO_INDEX },
  };
}

/** Active providers as one, and retiring ones separately, because their quota lapses. */
function committedIn({ offered, leaving }: MarketState, epoch: number) {
  const scheduled = (next: bigint) => ({ previous: next, current: next, next, epoch });
  const retiring = Object.values(leaving).map(({ committed, lastQuotaEpoch }) => ({
    ...{ retiring: true, lastQuotaEpoch, committed: scheduled(committed) },
  }));
  const left = retiring.reduce((rest, { committed }) => rest - committed.next, offered.committed);
  return [{ retiring: false, lastQuotaEpoch: 0, committed: scheduled(left) }, ...retiring];
}

/** What the quote gives; null if the supply is outside of the mint curve. */
function unlessClosed<Value>(quote: () => Value): Value | null {
  try {
    return quote();
  } catch (error) {
    if (errors.isDiemError(error, "OutsideMintCurve")) return null;
    throw error;
  }
}

/** What is paused, by name. */
export const pausedOf = ({ paused }: MarketState) => constants.pausedEntries(paused);
