/** From one epoch to the next. @module */
import type { Market } from "./market";
import type { Params } from "./params";
import { release, topUp } from "./stream";
import { type EpochRecord, openRecord, payoutOf } from "./usage";

/**
 * Moves a market to the start of its next epoch and opens that epoch's record: both streams are released, the epoch
 * before the last one is closed, the pool's part goes to the stakers, and the target moves by a step. As `roll_epoch`
 * does it in the first second of an epoch.
 */
export function nextEpoch(params: Params, market: Market): void {
  accrue(market);
  const { nextReference: reference, nextCapacity: capacity } = market;
  market.epoch += 1;
  market.reference = reference;
  market.capacity = capacity;
  market.target = market.nextTarget;
  // an epoch can be closed from the start of the next but one
  if (market.epoch > 1) roll(params, market);
  market.before = market.running;
  market.running = openRecord(reference, capacity);
}

function roll(params: Params, market: Market): void {
  close(params, market, market.before);
  const overflow = market.quotaPool / params.quotaPoolEpochs;
  market.quotaPool -= overflow;
  topUp(market.feeStream, overflow, params.feeStream);
  market.nextTarget = targetStep(params, market.target, targetGoal(params, market));
}

/** What both streams release in an epoch goes to the stakers: fees by stake, rewards by weight. Without stake they stand still. */
function accrue(market: Market): void {
  const { staked, weight } = market;
  if (staked === 0) return;
  const fees = release(market.feeStream);
  const rewards = release(market.rewardStream);
  market.feeIndex += fees / staked;
  market.rewardIndex += rewards / weight;
  market.feesOwed += fees;
  market.rewardsOwed += rewards;
}

/** Closes an epoch, given its record or null: pays its quota, moves the averages and schedules the reference price. */
function close(params: Params, market: Market, record: EpochRecord | null): void {
  const { useEma, utilisationEma } = params;
  market.served += (-market.served + (record?.used ?? 0)) * useEma;
  market.utilisation += (-market.utilisation + utilisationOf(record)) * utilisationEma;
  if (record === null) return;
  const payout = payoutOf(params, record, market.quotaPool);
  market.quotaPool -= payout;
  market.quotaRewardsOwed += payout;
  if (record.paid > 0) market.nextReference = referenceAfter(params, record, market.served);
}

/** In whole basis points, as the program counts it. */
function utilisationOf(record: EpochRecord | null): number {
  if (record === null || record.capacity === 0) return 0;
  return Math.floor(Math.min(record.used / record.capacity, 1) * 10_000) / 10_000;
}

/** Where the target supply is heading. */
export function targetGoal(
  { creditsPerDiem, targetShare, targetFloor, targetCap }: Params,
  { capacity, served }: Pick<Market, "capacity" | "served">,
): number {
  const wanted = Math.min(capacity, served * targetShare) / creditsPerDiem;
  return Math.max(targetFloor, Math.min(targetCap, wanted));
}

function targetStep({ targetStep: step }: Params, current: number, goal: number): number {
  return Math.max(current * (1 - step), Math.min(current * (1 + step), goal));
}

function referenceAfter(
  { referenceFloor, referenceCap }: Params,
  { reference, priceSum, paid, capacity }: EpochRecord,
  served: number,
): number {
  const whole = Math.max(served / 4, capacity / 100, 1e-6);
  const moved = reference + (priceSum / paid - reference) * (Math.min(paid, whole) / whole);
  return Math.max(referenceFloor, Math.min(referenceCap, moved));
}
