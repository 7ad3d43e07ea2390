import type { PublicKey } from "@solana/web3.js";
import { constants } from "@diem/sdk";
import { emaAfter, emaAfterIdle } from "./averages";
import { advance, epochAt, inEpoch } from "./epochs";
import { emit, marketState, providerState, recordState, stampBoth, stampOf } from "./events";
import { add, BPS, clamp, max, min, mulDivFloor, saturating, sub, u128, u64 } from "./integers";
import { accrue, streamToStakers } from "./market";
import { anyProvider } from "./provider";
import { demand, refuse } from "./refusal";
import type { Address, EpochRecord, Market, Scheduled, State } from "./state";
import { move } from "./tokens";
import { contributionOf, isDistributed, isSame, slotOf } from "./usage";

/** Epochs that wait to be closed while `epoch` runs. */
export function due({ nextToClose }: Market, epoch: number): number {
  return Math.max(epoch - 1 - nextToClose, 0);
}

function anyRecord(state: State, { record }: { readonly record: Address }): EpochRecord {
  return state.epochRecord.get(record.text) ?? refuse("AccountOwnedByWrongProgram");
}

export interface RecordOpening {
  readonly record: Address;
  readonly epoch: number;
  readonly payer: PublicKey;
}

export function openEpochRecord(state: State, { record, epoch, payer }: RecordOpening): void {
  const { market } = state;
  demand(!state.epochRecord.has(record.text), "AccountAlreadyInUse");
  const running = epochAt(market, state.now);
  demand(due(market, running) === 0, "EpochsNotRolled");
  const nth = epoch - market.nextToClose;
  if (epoch > running || (nth !== 0 && nth !== 1)) refuse("EpochNotOpen");
  market.hasRecord[nth] = true;
  const { maxPriceStepBps, quotaMatchBps, quotaCapBps } = market.params;
  const scheduledIn = (figure: Scheduled) => inEpoch(figure, epoch) ?? refuse("MathOverflow");
  const opened: EpochRecord = {
    ...{ version: 1, bump: record.bump, closed: false, epoch, market: state.address },
    ...{ rentPayer: payer, capacity: scheduledIn(market.capacity) },
    ...{ referencePrice: scheduledIn(market.referencePrice) },
    ...{ maxPriceStepBps, quotaMatchBps, quotaCapBps, utilisationBps: 0 },
    ...{ paid: 0n, quota: 0n, used: 0n, rewardable: 0n, priceSum: 0n },
    ...{ rewarded: 0n, rewardPool: 0n, rewardsClaimed: 0n },
  };
  state.epochRecord.set(record.text, opened);
  const stamp = stampOf(state, market);
  emit(state, "EpochRecordOpened", { stamp, rentPayer: payer, record: recordState(opened) });
}

export interface OnRecord {
  readonly provider: Address;
  readonly record: Address;
}

export function reportUsage(state: State, on: OnRecord): void {
  const provider = anyProvider(state, on);
  const record = anyRecord(state, on);
  const age = epochAt(provider, state.now) - record.epoch;
  demand(age === 0 || age === 1, "EpochNotOpen");
  const slot = slotOf(provider, record.epoch) ?? refuse("NothingToReport");
  const { served, reported } = slot;
  const distributed = isDistributed(provider, record.epoch) ? 1 : 0;
  const countsNow = served.quota > 0n && distributed !== slot.distributed;
  const isNew = !isSame(served, reported) || countsNow;
  demand(isNew, "NothingToReport");
  demand(!record.closed, "EpochNotOpen");
  const before = contributionOf(slot, record);
  slot.reported = { ...served };
  slot.distributed = distributed;
  const after = contributionOf(slot, record);
  record.paid = u64(record.paid - before.paid + after.paid);
  record.quota = u64(record.quota - reported.quota + served.quota);
  record.used = u64(record.used - before.used + after.used);
  record.rewardable = u64(record.rewardable - before.rewardable + after.rewardable);
  record.priceSum = u128(record.priceSum - before.priceSum + after.priceSum);
  const { paid, used, rewardable } = after;
  emit(state, "UsageReported", {
    ...{ stamp: stampOf(state, provider), usage: { ...served, paid, used, rewardable } },
    ...{ record: recordState(record), provider: providerState(provider) },
  });
}

/** The records that a call passes, where it passes any. */
export interface Rolling {
  readonly first: Address | undefined;
  readonly second: Address | undefined;
}

export function rollEpoch(state: State, rolling: Rolling): void {
  const { market, now } = state;
  const passed = [rolling.first, rolling.second].map((record) =>
    record === undefined ? undefined : anyRecord(state, { record }),
  );
  const epoch = epochAt(market, now);
  const [firstClosed, closed] = [market.nextToClose, due(market, epoch)];
  demand(closed > 0, "NothingToRoll");
  accrue(market, now);
  for (const figure of ["capacity", "quotaCapacity", "referencePrice"] as const) {
    advance(market[figure], epoch);
  }
  for (const record of passed) closeNext(market, record, epoch);
  passIdle(market, due(market, epoch));
  const toStakers = passOn(market, closed);
  stepTarget(market, epoch);
  const { served, referencePrice, targetSupply, nextTarget, nextTargetEpoch } = market;
  emit(state, "EpochsRolled", {
    ...{ stamp: stampOf(state, market), firstClosed, closed },
    records: passed.filter((record) => record !== undefined).map(recordState),
    ...{ utilisationEmaBps: Number(market.utilisationEma >> UTILISATION_BITS), served },
    ...{ referencePrice: referencePrice.current, nextReferencePrice: referencePrice.next },
    ...{ targetSupply, nextTarget, nextTargetEpoch, toStakers, market: marketState(market) },
  });
}

/** Smoothed utilisation is kept in 2^-32 basis points. */
export const UTILISATION_BITS = 32n;

function closeNext(market: Market, record: EpochRecord | undefined, epoch: number): void {
  if (due(market, epoch) === 0) return demand(record === undefined, "WrongEpochRecord");
  const [recorded, nextRecorded] = market.hasRecord;
  demand(recorded === (record !== undefined), "WrongEpochRecord");
  if (record !== undefined) {
    demand(record.epoch === market.nextToClose, "WrongEpochRecord");
    closeRecord(market, record);
  }
  const utilisation = BigInt(record?.utilisationBps ?? 0) << UTILISATION_BITS;
  const { useEmaBps, utilisationEmaBps } = market.params;
  market.served = emaAfter(market.served, record?.used ?? 0n, useEmaBps);
  market.utilisationEma = emaAfter(market.utilisationEma, utilisation, utilisationEmaBps);
  if (record !== undefined && record.paid > 0n) {
    market.referencePrice.next = referenceAfter(market, record);
  }
  market.hasRecord = [nextRecorded, false];
  market.nextToClose += 1;
}

/** Fixes the epoch's utilisation and takes its rewards out of the pool. */
function closeRecord(market: Market, record: EpochRecord): void {
  const { used, capacity, rewardable, quotaCapBps, referencePrice } = record;
  record.closed = true;
  const utilisation = capacity === 0n ? 0n : (min(used, capacity) * BPS) / capacity;
  record.utilisationBps = Number(utilisation);
  const cap = (rewardable * BigInt(quotaCapBps) * referencePrice) / (BPS * constants.CREDIT_UNIT);
  record.rewardPool = min(market.quotaPool, cap);
  market.quotaPool = sub(market.quotaPool, record.rewardPool);
  market.quotaRewardsOwed = add(market.quotaRewardsOwed, record.rewardPool);
}

/** Moves towards the mean of what was paid; the less that was, the less. */
function referenceAfter({ params, served }: Market, record: EpochRecord): bigint {
  const { priceSum, paid, referencePrice: reference, capacity } = record;
  const mean = (priceSum + paid / 2n) / paid;
  const enough = max(max(served / 4n, capacity / 100n), 1n);
  const distance = mean > reference ? mean - reference : reference - mean;
  const way = (distance * min(paid, enough)) / enough;
  const next = mean > reference ? reference + way : reference - way;
  return clamp(next, params.referencePriceFloor, params.referencePriceCap);
}

/** Epochs without use, of which nothing but their number is known. */
function passIdle(market: Market, idle: number): void {
  const { useEmaBps, utilisationEmaBps } = market.params;
  market.nextToClose += idle;
  market.served = emaAfterIdle(market.served, useEmaBps, idle);
  market.utilisationEma = emaAfterIdle(market.utilisationEma, utilisationEmaBps, idle);
}

/** Gives the stakers a part of what the quota of the closed epochs left in the pool. */
function passOn(market: Market, closed: number): bigint {
  const { quotaPoolEpochs } = market.params;
  const epochs = BigInt(Math.min(closed, quotaPoolEpochs));
  const toStakers = mulDivFloor(market.quotaPool, epochs, BigInt(quotaPoolEpochs));
  market.quotaPool -= toStakers;
  streamToStakers(market, toStakers);
  return toStakers;
}

/** The target moves by one step, however many epochs were closed. */
function stepTarget(market: Market, epoch: number): void {
  const { params, capacity, served } = market;
  const { creditsPerDiem, targetFloor, targetCap } = params;
  const share = BigInt(params.targetShareBps);
  const carried = saturating((capacity.current * constants.DIEM_UNIT) / creditsPerDiem);
  const wanted = saturating((served * share * constants.DIEM_UNIT) / (creditsPerDiem * BPS));
  const goal = clamp(min(carried, wanted), targetFloor, targetCap);
  if (epoch >= market.nextTargetEpoch) market.targetSupply = market.nextTarget;
  const current = market.targetSupply;
  const step = mulDivFloor(current, BigInt(params.maxTargetStepBps), BPS);
  market.nextTarget = clamp(goal, current - step, current + step);
  market.nextTargetEpoch = epoch + 1;
}

export function claimQuotaReward(
  state: State,
  { ownerDiem, ...on }: OnRecord & { readonly ownerDiem: PublicKey },
): void {
  const { market } = state;
  const provider = anyProvider(state, on);
  const record = anyRecord(state, on);
  demand(record.closed, "EpochNotClosed");
  demand(!hasLapsed(state, record), "RewardLapsed");
  const slot = slotOf(provider, record.epoch) ?? refuse("NothingToReward");
  demand(slot.reported.quota > 0n, "NothingToReward");
  demand(slot.distributed === 1, "RevenueNotDistributed");
  const { rewardable } = contributionOf(slot, record);
  demand(rewardable > slot.rewarded, "NothingToReward");
  slot.rewarded = rewardable;
  const amount = mulDivFloor(record.rewardPool, rewardable, record.rewardable);
  record.rewarded = add(record.rewarded, rewardable);
  record.rewardsClaimed = add(record.rewardsClaimed, amount);
  market.quotaRewardsOwed = sub(market.quotaRewardsOwed, amount);
  move(state, market.feePool, ownerDiem, amount);
  emit(state, "QuotaRewardClaimed", {
    ...{ ...stampBoth(state, provider), amount, record: recordState(record) },
    ...{ provider: providerState(provider), market: marketState(market) },
  });
}

/** Whether the epoch is so long past that nobody can claim its rewards. */
function hasLapsed({ market, now }: State, { epoch }: EpochRecord): boolean {
  return epochAt(market, now) - epoch >= constants.USAGE_EPOCHS;
}

export function closeEpochRecord(
  state: State,
  order: { readonly record: Address; readonly rentPayer: PublicKey },
): void {
  const { market } = state;
  const record = anyRecord(state, order);
  demand(record.rentPayer.equals(order.rentPayer), "WrongRentPayer");
  demand(record.closed, "EpochNotClosed");
  const allClaimed = record.rewarded === record.rewardable;
  demand(allClaimed || hasLapsed(state, record), "RecordStillNeeded");
  const returned = sub(record.rewardPool, record.rewardsClaimed);
  market.quotaRewardsOwed = sub(market.quotaRewardsOwed, returned);
  market.quotaPool = add(market.quotaPool, returned);
  state.epochRecord.delete(order.record.text);
  emit(state, "EpochRecordClosed", {
    ...{ stamp: stampOf(state, market), returned },
    ...{ record: recordState(record), market: marketState(market) },
  });
}
