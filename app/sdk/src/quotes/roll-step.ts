import type { MarketParams } from "../types";
import type { AccrualState } from "./accrue";
import { emaAfterIdleFloor, emaBps, emaFloor, utilisationSample } from "./math/utilisation";
import { nextReferencePrice } from "./math/price";
import type { ClosableRecord } from "./record";
import { poolOverflowFloor } from "./math/quota";
import type { Scheduled } from "./math/scheduled";
import { topUp } from "./math/stream";
import { targetGoalFloor, targetInEpoch, type TargetMarket, targetStep } from "./math/target";

/** What rolling reads and changes of a market. */
export interface RollingMarket extends AccrualState, TargetMarket {
  /** Smoothed use of the closed epochs: micro-credits. */
  readonly served: bigint;
  /** Basis points times 2^32, and whole basis points. */
  readonly utilisationEma: bigint;
  readonly utilisationEmaBps: number;
  /** DIEM base units, of which the second is owed to providers. */
  readonly quotaPool: bigint;
  readonly quotaRewardsOwed: bigint;
  readonly nextToClose: number;
  /** Whether `nextToClose` and the epoch after it have records. */
  readonly hasRecord: readonly [boolean, boolean];
  readonly capacity: Scheduled;
  readonly quotaCapacity: Scheduled;
  readonly referencePrice: Scheduled;
  readonly params: RollParams;
}

type RollParams = Pick<
  MarketParams,
  | "feeStreamSecs"
  | "targetFloor"
  | "targetCap"
  | "creditsPerDiem"
  | "referencePriceFloor"
  | "referencePriceCap"
  | "quotaPoolEpochs"
  | "targetShareBps"
  | "useEmaBps"
  | "maxTargetStepBps"
  | "utilisationEmaBps"
>;

/**
 * Closes the market's next epoch, given its record as closed, or null if it has none: pays its quota, moves the
 * averages and, where something was paid for, schedules the reference price. The market's figures must be moved on to
 * the running epoch.
 */
export function closeNext<Market extends RollingMarket>(
  market: Market,
  record: ClosableRecord | null,
): Market {
  const { useEmaBps, utilisationEmaBps: weightBps } = market.params;
  const { used = 0n, utilisationBps = 0, rewardPool = 0n } = record ?? {};
  const sample = utilisationSample(utilisationBps);
  const served = emaFloor({ ema: market.served, sample: used, weightBps: useEmaBps });
  return {
    ...market,
    served,
    utilisationEma: emaFloor({ ema: market.utilisationEma, sample, weightBps }),
    referencePrice: scheduledBy(market, record, served),
    quotaPool: market.quotaPool - rewardPool,
    quotaRewardsOwed: market.quotaRewardsOwed + rewardPool,
    hasRecord: [market.hasRecord[1], false],
    nextToClose: market.nextToClose + 1,
  };
}

function scheduledBy(
  { referencePrice, params }: RollingMarket,
  record: ClosableRecord | null,
  served: bigint,
): Scheduled {
  if (record === null || record.paid === 0n) return referencePrice;
  const { referencePrice: reference, priceSum, paid, capacity } = record;
  const { referencePriceFloor: floor, referencePriceCap: cap } = params;
  const next = nextReferencePrice({ reference, priceSum, paid, served, capacity, floor, cap });
  return { ...referencePrice, next };
}

/** Closes `idle` more epochs, none of which has a record. */
export function passIdle<Market extends RollingMarket>(market: Market, idle: number): Market {
  const { useEmaBps, utilisationEmaBps: weightBps } = market.params;
  const utilisationEma = emaAfterIdleFloor({ ema: market.utilisationEma, weightBps, epochs: idle });
  return {
    ...market,
    served: emaAfterIdleFloor({ ema: market.served, weightBps: useEmaBps, epochs: idle }),
    utilisationEma,
    utilisationEmaBps: emaBps(utilisationEma),
    nextToClose: market.nextToClose + idle,
  };
}

/**
 * Moves what `closed` epochs pass on of the quota pool to the stakers' stream; `toStakers` in DIEM base units. Nothing
 * leaves the stream as it is.
 */
export function passOn<Market extends RollingMarket>(
  market: Market,
  closed: number,
): { readonly market: Market; readonly toStakers: bigint } {
  const { quotaPoolEpochs: poolEpochs, feeStreamSecs: durationSecs } = market.params;
  const { quotaPool: pool, feeStream: stream } = market;
  const toStakers = poolOverflowFloor({ pool, closed, poolEpochs });
  if (toStakers === 0n) return { market, toStakers };
  const feeStream = topUp({ stream, amount: toStakers, durationSecs });
  return { market: { ...market, quotaPool: pool - toStakers, feeStream }, toStakers };
}

/** Moves the target by one step while `epoch` runs, however many epochs were closed. */
export function stepTarget<Market extends RollingMarket>(market: Market, epoch: number): Market {
  const { creditsPerDiem, targetShareBps, targetFloor, targetCap, maxTargetStepBps } =
    market.params;
  const goal = targetGoalFloor({
    capacity: market.capacity.current,
    served: market.served,
    creditsPerDiem,
    targetShareBps,
    floor: targetFloor,
    cap: targetCap,
  });
  const targetSupply = targetInEpoch({ market, epoch });
  return {
    ...market,
    targetSupply,
    nextTarget: targetStep({ current: targetSupply, goal, maxStepBps: maxTargetStepBps }),
    nextTargetEpoch: epoch + 1,
  };
}
