import type { MarketParams } from "../types";
import type { AccrualState } from "./accrue";
import { emaAfterIdle, emaBps, emaStep } from "./ema";
import { referencePriceStep } from "./price";
import type { ClosableRecord } from "./record";
import { advance, type Scheduled } from "./scheduled";
import { targetGoal, targetInEpoch, type TargetMarket, targetStep } from "./target";

/** What rolling reads and changes of a market. */
export interface RollingMarket extends AccrualState, TargetMarket {
  /** Basis points times 2^32, and whole basis points. */
  readonly utilisationEma: bigint;
  readonly utilisationEmaBps: number;
  readonly referencePrice: bigint;
  readonly quotaRewardsOwed: bigint;
  readonly nextToClose: number;
  /** Whether `nextToClose` and the epoch after it have records. */
  readonly hasRecord: readonly [boolean, boolean];
  readonly capacity: Scheduled;
  readonly quotaCapacity: Scheduled;
  readonly params: AccrualState["params"] & RollParams;
}

type RollParams = Pick<
  MarketParams,
  | "utilisationEmaBps"
  | "rewardCap"
  | "maxPriceStepBps"
  | "referencePriceFloor"
  | "referencePriceCap"
  | "creditsPerDiem"
  | "headroomBps"
  | "targetFloor"
  | "targetCap"
  | "maxTargetStepBps"
>;

/** Closes the market's next epoch, given its record as closed, or null where it has none. */
export function closeNext<Market extends RollingMarket>(
  market: Market,
  record: ClosableRecord | null,
): Market {
  const pool = record?.rewardPool ?? 0n;
  const utilisationEma = emaStep({
    ema: market.utilisationEma,
    utilisationBps: record?.utilisationBps ?? 0,
    weightBps: market.params.utilisationEmaBps,
  });
  return {
    ...market,
    utilisationEma,
    quotaPool: market.quotaPool - pool,
    quotaRewardsOwed: market.quotaRewardsOwed + pool,
    hasRecord: [market.hasRecord[1], false],
    nextToClose: market.nextToClose + 1,
  };
}

/**
 * Closes `idle` more epochs without a record while `epoch` runs. The reference price and the target then move by
 * one step, however many epochs were closed.
 */
export function step<Market extends RollingMarket>(
  market: Market,
  idle: number,
  epoch: number,
): Market {
  const { params } = market;
  const weightBps = params.utilisationEmaBps;
  const utilisationEma = emaAfterIdle({ ema: market.utilisationEma, weightBps, epochs: idle });
  const smoothedBps = emaBps(utilisationEma);
  const capacity = advance({ figure: market.capacity, epoch });
  const quotaCapacity = advance({ figure: market.quotaCapacity, epoch });
  const moved = referencePriceStep({
    price: market.referencePrice,
    utilisationBps: smoothedBps,
    maxStepBps: params.maxPriceStepBps,
    floor: params.referencePriceFloor,
    cap: params.referencePriceCap,
  });
  // where nothing is offered, nothing is underused
  const referencePrice = capacity.current > 0n ? moved : market.referencePrice;
  const goal = targetGoal({
    quotaCapacity: quotaCapacity.current,
    creditsPerDiem: params.creditsPerDiem,
    headroomBps: params.headroomBps,
    floor: params.targetFloor,
    cap: params.targetCap,
  });
  const targetSupply = targetInEpoch({ market, epoch });
  return {
    ...market,
    nextToClose: market.nextToClose + idle,
    utilisationEma,
    utilisationEmaBps: smoothedBps,
    referencePrice,
    capacity,
    quotaCapacity,
    targetSupply,
    nextTarget: targetStep({ current: targetSupply, goal, maxStepBps: params.maxTargetStepBps }),
    nextTargetEpoch: epoch + 1,
  };
}
