/** A market's state as numbers, which the rules change in place. @module */
import type { Params } from "./params";
import type { Stream } from "./stream";
import { type EpochRecord, openRecord } from "./usage";

/** A market at the start of an epoch: whole DIEM, VVV and credits, and DIEM per credit. */
export interface Market {
  epoch: number;
  /** DIEM that exists. */
  supply: number;
  /** Units of all debts, and how often they were halved. */
  units: number;
  era: number;
  /** T of the curve in this epoch, and in the next. */
  target: number;
  nextTarget: number;
  /** Smoothed use in credits, and smoothed utilisation. */
  served: number;
  utilisation: number;
  /** Reference price in this epoch, and in the next. */
  reference: number;
  nextReference: number;
  /** Credits that are offered in this epoch, and in the next. */
  capacity: number;
  nextCapacity: number;
  /** DIEM for quota that is not paid yet; DIEM that is owed to providers for quota. */
  quotaPool: number;
  quotaRewardsOwed: number;
  /** DIEM of fees, VVV of rewards. */
  feeStream: Stream;
  rewardStream: Stream;
  /** VVV; weight is what counts for VVV rewards. */
  staked: number;
  locked: number;
  weight: number;
  /** DIEM for one staked VVV, and VVV for one of weight, since the market began. */
  feeIndex: number;
  rewardIndex: number;
  /** DIEM and VVV owed to stakers, DIEM owed to the treasury. */
  feesOwed: number;
  rewardsOwed: number;
  treasury: number;
  /** Of the epoch before this one, and of this one; null where nobody opened one. */
  before: EpochRecord | null;
  running: EpochRecord | null;
}

/** A market that begins: nothing is staked, offered or used. */
export function newMarket(params: Params, reference: number): Market {
  const { targetFloor } = params;
  return {
    epoch: 0,
    supply: 0,
    units: 0,
    era: 0,
    target: targetFloor,
    nextTarget: targetFloor,
    served: 0,
    utilisation: 0,
    reference,
    nextReference: reference,
    capacity: 0,
    nextCapacity: 0,
    quotaPool: 0,
    quotaRewardsOwed: 0,
    feeStream: { remaining: 0, left: 0 },
    rewardStream: { remaining: 0, left: 0 },
    staked: 0,
    locked: 0,
    weight: 0,
    feeIndex: 0,
    rewardIndex: 0,
    feesOwed: 0,
    rewardsOwed: 0,
    treasury: 0,
    before: null,
    running: openRecord(reference, 0),
  };
}

/** The same market, to be changed apart. */
export function copyMarket(market: Market): Market {
  const { feeStream, rewardStream, before, running } = market;
  return {
    ...market,
    feeStream: { ...feeStream },
    rewardStream: { ...rewardStream },
    before: before === null ? null : { ...before },
    running: running === null ? null : { ...running },
  };
}
