import type { MarketParams } from "@diem/sdk";
import { quotes } from "@diem/sdk";
import type { PlainData, PlainEvent } from "../store/plain";
import {
  type FlowName,
  FLOWS,
  type MarketState,
  none,
  OFFERED,
  RECORDS,
  TOTALS,
  type Totals,
} from "./market";
import { integersOf } from "./numbers";
import { streamsAfter } from "./streams";

/** The market that an event creates. */
export function createdMarket(data: PlainData<"MarketCreated">): MarketState {
  const [genesisTs, epochSecs] = [BigInt(data.genesisTs), BigInt(data.epochSecs)];
  const now = BigInt(data.stamp.timestamp);
  const epoch = quotes.epochAt({ clock: { genesisTs, epochSecs }, now });
  const price = BigInt(data.referencePrice);
  const target = BigInt(data.targetSupply);
  const stream = { remaining: 0n, lastTs: now, leftQ32: 0n };
  const { creator, vvvMint, vvvDecimals, diemMint } = data;
  return {
    birth: { creator, vvvMint, vvvDecimals, diemMint, genesisTs, epochSecs },
    params: integersOf<MarketParams>(data.params),
    roles: data.roles,
    proposal: null,
    paused: 0,
    totals: none(TOTALS),
    supply: 0n,
    target: { targetSupply: target, nextTarget: target, nextTargetEpoch: epoch },
    referencePrice: { previous: price, current: price, next: price, epoch },
    served: 0n,
    utilisationEmaBps: 0,
    nextToClose: epoch,
    feeStream: stream,
    rewardStream: stream,
    records: {},
    offered: none(OFFERED),
    leaving: {},
    flows: none(FLOWS),
    epoch,
    timestamp: now,
    sequence: BigInt(data.stamp.sequence),
  };
}

/** The epoch in which an event of a market happened. */
export function epochOf({ birth }: MarketState, { data: { stamp } }: PlainEvent): number {
  return quotes.epochAt({ clock: birth, now: BigInt(stamp.timestamp) });
}

/** Updates a market to its state after an event. */
export function applyTo(state: MarketState, event: PlainEvent): void {
  const { data } = event;
  const epoch = epochOf(state, event);
  if (epoch !== state.epoch) state.flows = none(FLOWS);
  state.epoch = epoch;
  const now = BigInt(data.stamp.timestamp);
  state.timestamp = now;
  if ("market" in data) {
    const after: Totals = integersOf<Record<keyof Totals, bigint>>(data.market);
    const rewardsEnd =
      event.name === "RewardsFunded" ? { rewardsEnd: BigInt(event.data.endTs) } : {};
    Object.assign(state, streamsAfter(state, { now, after, ...rewardsEnd }), { totals: after });
  }
  if ("supply" in data) state.supply = BigInt(data.supply);
  if ("record" in data) setRecord(state, data.record, event.name);
  applySpecial(state, event);
}

type RecordData = PlainData<"EpochRecordOpened">["record"];

function setRecord(state: MarketState, record: RecordData, name: PlainEvent["name"]): void {
  const { epoch, utilisationBps, ...rest } = record;
  if (name === "EpochRecordClosed") return void delete state.records[epoch];
  const known = state.records[epoch];
  const { quotaCapBps } = known ?? state.params;
  const closed = epoch < state.nextToClose;
  const figures = integersOf<Record<keyof typeof rest, bigint>>(rest);
  state.records[epoch] = { ...figures, epoch, utilisationBps, quotaCapBps, closed };
  const kept = Object.keys(state.records)
    .map(Number)
    .sort((a, b) => b - a);
  for (const old of kept.slice(RECORDS)) delete state.records[old];
}

function applySpecial(state: MarketState, event: PlainEvent): void {
  switch (event.name) {
    case "DiemMinted":
      return flow(state, { minted: event.data.diemAmount });
    case "DiemBurned":
      return flow(state, { burned: event.data.diemAmount });
    case "RevenueDistributed": {
      const { amount: revenue, toProvider, toQuota, toTreasury, toStakers } = event.data;
      return flow(state, { revenue, toProvider, toQuota, toTreasury, toStakers });
    }
    case "EpochsRolled":
      return rolled(state, event.data);
    case "ParamsProposed": {
      const params = integersOf<MarketParams>(event.data.proposed);
      state.proposal = { params, etaTs: BigInt(event.data.etaTs) };
      return;
    }
    case "ParamsCancelled":
      state.proposal = null;
      return;
    case "ParamsApplied":
      return applied(state, event.data);
    case "RolesChanged":
      state.roles = event.data.after;
      return;
    case "AuthorityChanged":
      state.roles = { ...state.roles, authority: event.data.after };
      return;
    case "EntriesPaused":
    case "EntriesUnpaused":
      state.paused = event.data.after;
  }
}

function flow(state: MarketState, added: Readonly<Partial<Record<FlowName, string>>>): void {
  const entries = Object.entries(added) as [FlowName, string][];
  const sums = entries.map(([name, amount]) => [name, state.flows[name] + BigInt(amount)]);
  state.flows = { ...state.flows, ...(Object.fromEntries(sums) as Partial<MarketState["flows"]>) };
}

function rolled(state: MarketState, data: PlainData<"EpochsRolled">): void {
  const { firstClosed, closed, records, nextTargetEpoch, utilisationEmaBps } = data;
  state.nextToClose = firstClosed + closed;
  for (const record of records) setRecord(state, record, "EpochsRolled");
  state.target = {
    targetSupply: BigInt(data.targetSupply),
    nextTarget: BigInt(data.nextTarget),
    nextTargetEpoch,
  };
  schedulePrice(state, data);
  state.served = BigInt(data.served);
  state.utilisationEmaBps = utilisationEmaBps;
}

function applied(state: MarketState, data: PlainData<"ParamsApplied">): void {
  state.params = integersOf<MarketParams>(data.after);
  state.proposal = null;
  schedulePrice(state, data);
}

function schedulePrice(
  state: MarketState,
  {
    referencePrice,
    nextReferencePrice,
  }: Pick<PlainData<"EpochsRolled">, "referencePrice" | "nextReferencePrice">,
): void {
  const { epoch } = state;
  const { current: previous } = quotes.scheduled.advance({
    figure: state.referencePrice,
    epoch: epoch - 1,
  });
  state.referencePrice = {
    ...{ previous, epoch },
    current: BigInt(referencePrice),
    next: BigInt(nextReferencePrice),
  };
}
