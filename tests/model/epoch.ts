import type { PublicKey } from "@solana/web3.js";
import { constants, quotes } from "@diem/sdk";
import { advance, epochAt, inEpoch } from "./epochs";
import { add, saturatingAdd, sub } from "./integers";
import { accrue } from "./market";
import { anyProvider, countBoth } from "./provider";
import { demand, refuse } from "./refusal";
import type { Address, EpochRecord, Market, Provider, State, UsageSlot } from "./state";
import { move } from "./tokens";

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
  const capacity = inEpoch(market.capacity, epoch) ?? refuse("MathOverflow");
  state.epochRecord.set(record.text, {
    ...{ version: 1, bump: record.bump, closed: false, epoch, market: state.address },
    ...{ rentPayer: payer, capacity, paid: 0n, quota: 0n, counted: 0n, quotaClaimed: 0n },
    ...{ rewardPool: 0n, rewardsClaimed: 0n, utilisationBps: 0 },
  });
  market.sequence += 1n;
}

function slotOf({ usage }: Provider, epoch: number): UsageSlot | undefined {
  const slot = usage[epoch % constants.USAGE_EPOCHS];
  return slot?.epoch === epoch ? slot : undefined;
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
  const counted = quotes.countedUse(slot);
  const paid = sub(slot.paid, slot.reportedPaid);
  const quota = sub(slot.quota, slot.reportedQuota);
  demand(paid > 0n || quota > 0n, "NothingToReport");
  demand(!record.closed, "EpochNotOpen");
  record.paid = saturatingAdd(record.paid, paid);
  record.quota = add(record.quota, quota);
  record.counted = add(record.counted, sub(counted, slot.reportedCounted));
  slot.reportedPaid = slot.paid;
  slot.reportedQuota = slot.quota;
  slot.reportedCounted = counted;
  provider.sequence += 1n;
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
  demand(due(market, epoch) > 0, "NothingToRoll");
  accrue(market, now);
  for (const record of passed) closeNext(market, record, epoch);
  const idle = due(market, epoch);
  market.nextToClose += idle;
  step(market, idle, epoch);
  market.sequence += 1n;
}

function closeNext(market: Market, record: EpochRecord | undefined, epoch: number): void {
  if (due(market, epoch) === 0) return demand(record === undefined, "WrongEpochRecord");
  const [recorded, nextRecorded] = market.hasRecord;
  demand(recorded === (record !== undefined), "WrongEpochRecord");
  if (record !== undefined) {
    demand(record.epoch === market.nextToClose, "WrongEpochRecord");
    closeRecord(market, record);
  }
  market.utilisationEma = quotes.emaStep({
    ema: market.utilisationEma,
    utilisationBps: record?.utilisationBps ?? 0,
    weightBps: market.params.utilisationEmaBps,
  });
  market.hasRecord = [nextRecorded, false];
  market.nextToClose += 1;
}

/** Fixes the epoch's utilisation and its reward pool. */
function closeRecord(market: Market, record: EpochRecord): void {
  const { counted: served, capacity, quota: quotaServed } = record;
  const { rewardCap } = market.params;
  record.closed = true;
  record.utilisationBps = quotes.utilisationBps({ served, capacity });
  const available = market.quotaPool;
  record.rewardPool = quotes.rewardPool({ available, quotaServed, rewardCap });
  market.quotaPool = sub(market.quotaPool, record.rewardPool);
  market.quotaRewardsOwed = add(market.quotaRewardsOwed, record.rewardPool);
}

/** The reference price and the target move by one step, however many epochs were missed. */
function step(market: Market, idle: number, epoch: number): void {
  const { params } = market;
  market.utilisationEma = quotes.emaAfterIdle({
    ema: market.utilisationEma,
    weightBps: params.utilisationEmaBps,
    epochs: idle,
  });
  advance(market.capacity, epoch);
  advance(market.quotaCapacity, epoch);
  if (market.capacity.current > 0n) stepPrice(market);
  const goal = quotes.targetGoal({
    quotaCapacity: market.quotaCapacity.current,
    creditsPerDiem: params.creditsPerDiem,
    headroomBps: params.headroomBps,
    floor: params.targetFloor,
    cap: params.targetCap,
  });
  if (epoch >= market.nextTargetEpoch) market.targetSupply = market.nextTarget;
  const current = market.targetSupply;
  market.nextTarget = quotes.targetStep({ current, goal, maxStepBps: params.maxTargetStepBps });
  market.nextTargetEpoch = epoch + 1;
}

function stepPrice(market: Market): void {
  const { params } = market;
  market.referencePrice = quotes.referencePriceStep({
    price: market.referencePrice,
    utilisationBps: quotes.emaBps(market.utilisationEma),
    maxStepBps: params.maxPriceStepBps,
    floor: params.referencePriceFloor,
    cap: params.referencePriceCap,
  });
}

export function claimQuotaReward(
  state: State,
  { ownerVvv, ...on }: OnRecord & { readonly ownerVvv: PublicKey },
): void {
  const { market } = state;
  const provider = anyProvider(state, on);
  const record = anyRecord(state, on);
  demand(record.closed, "EpochNotClosed");
  const slot = slotOf(provider, record.epoch);
  if (slot === undefined || slot.rewarded || slot.reportedQuota === 0n) refuse("NothingToReward");
  slot.rewarded = true;
  const served = slot.reportedQuota;
  const totalServed = record.quota;
  const reward = quotes.quotaReward({ pool: record.rewardPool, served, totalServed });
  record.quotaClaimed = add(record.quotaClaimed, served);
  record.rewardsClaimed = add(record.rewardsClaimed, reward);
  market.quotaRewardsOwed = sub(market.quotaRewardsOwed, reward);
  move(state, market.rewardVault, ownerVvv, reward);
  countBoth(state, provider);
}

export function closeEpochRecord(
  state: State,
  order: { readonly record: Address; readonly rentPayer: PublicKey },
): void {
  const { market, now } = state;
  const record = anyRecord(state, order);
  demand(record.rentPayer.equals(order.rentPayer), "WrongRentPayer");
  demand(record.closed, "EpochNotClosed");
  const lapsed = epochAt(market, now) - record.epoch >= constants.USAGE_EPOCHS;
  demand(record.quotaClaimed === record.quota || lapsed, "RecordStillNeeded");
  const unclaimed = sub(record.rewardPool, record.rewardsClaimed);
  market.quotaRewardsOwed = sub(market.quotaRewardsOwed, unclaimed);
  market.quotaPool = add(market.quotaPool, unclaimed);
  state.epochRecord.delete(order.record.text);
  market.sequence += 1n;
}
