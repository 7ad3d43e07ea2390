import { type EpochClock, quotaLapsesTs } from "../../quotes/math/epoch";
import { max } from "../../integers";
import { amounts, type Figures, type Usage } from "../usage";
import { voucherRefused } from "../../errors/voucher-errors";
import type { EpochPart, ReservedCall, ProviderState } from "./state";
import type { ProviderChannelTerms } from "./terms";

/** When it is, and how long before a deadline a voucher stops to count. */
export interface Timing {
  readonly clock: EpochClock;
  /** Unix seconds. */
  readonly now: bigint;
  readonly marginSecs: bigint;
}

const NOTHING: Figures = { quota: 0n, diem: 0n };

/** Whether a deadline (unix seconds; null or 0 = none) leaves the margin for a settlement. */
export function inTime(
  deadline: bigint | null,
  { now, marginSecs }: Omit<Timing, "clock">,
): boolean {
  return deadline === null || deadline === 0n || deadline > now + marginSecs;
}

/** Micro-credits of an epoch's quota that are settled. */
export function quotaSettled({ quotas }: ProviderChannelTerms, epoch: number): bigint {
  return quotas.find((quota) => quota.epoch === epoch)?.used ?? 0n;
}

/** The part of an epoch. */
export function partOf({ parts }: ProviderState, epoch: number): EpochPart | undefined {
  return parts.find(({ signed }) => signed.voucher.epoch === epoch);
}

/** What is reserved: money of all calls, quota of those of an epoch. */
export function reservedOf({ calls }: ProviderState, epoch: number): Figures {
  let [quota, diem] = [0n, 0n];
  for (const { most, epoch: of } of calls) {
    diem += most.diem;
    if (of === epoch) quota += most.quota;
  }
  return { quota, diem };
}

/** What was used or is reserved, and is not settled: money, and quota of all epochs whose vouchers are held. */
export function unsettledOf({ terms, used, parts, calls }: ProviderState): Figures {
  let [quota, diem] = [0n, max(used - terms.settled, 0n)];
  for (const { signed, used: drawn } of parts) {
    quota += max(drawn - quotaSettled(terms, signed.voucher.epoch), 0n);
  }
  for (const { most } of calls) {
    diem += most.diem;
    quota += most.quota;
  }
  return { quota, diem };
}

/**
 * What may still be used and can be settled, and is not reserved: money of the newest voucher, and quota of an
 * epoch's, the newest one's unless named.
 */
export function availableOf(state: ProviderState, timing: Timing, of?: number): Figures {
  const { terms, used, parts } = state;
  const newest = parts.at(-1);
  if (newest === undefined || !inTime(terms.closesTs, timing)) return NOTHING;
  const { voucher } = newest.signed;
  if (!inTime(voucher.expiry, timing)) return NOTHING;
  const epoch = of ?? voucher.epoch;
  const reserved = reservedOf(state, epoch);
  return {
    diem: max(voucher.diem - used - reserved.diem, 0n),
    quota: max(quotaUnused(state, epoch, timing) - reserved.quota, 0n),
  };
}

function quotaUnused(state: ProviderState, epoch: number, timing: Timing): bigint {
  const part = partOf(state, epoch);
  const open = inTime(quotaLapsesTs({ clock: timing.clock, epoch }), timing);
  return part !== undefined && open ? part.signed.voucher.quota - part.used : 0n;
}

/** The state with a call more. Throws `BeyondCeiling` for one that the vouchers do not cover. */
export function withCall(state: ProviderState, call: ReservedCall, timing: Timing): ProviderState {
  const left = availableOf(state, timing, call.epoch);
  const { most } = call;
  if (most.diem > left.diem || most.quota > left.quota) {
    throw voucherRefused("BeyondCeiling", {
      reason: `the newest voucher covers ${amounts(left)} more, and the call may cost ${amounts(most)}`,
      next: "ask for a higher voucher",
      context: { available: left, needed: most },
    });
  }
  return { ...state, calls: [...state.calls, call] };
}

/** The state without a call. */
export function withoutCall(state: ProviderState, id: string): ProviderState {
  return { ...state, calls: state.calls.filter((call) => call.id !== id) };
}

/** The state with so much used: money, and quota of an epoch. A figure below zero takes it back. */
export function withUse(state: ProviderState, epoch: number, used: Figures): ProviderState {
  return {
    ...state,
    used: state.used + used.diem,
    parts: state.parts.map((part) =>
      part.signed.voucher.epoch === epoch ? { ...part, used: part.used + used.quota } : part,
    ),
  };
}

/** The state once every open call has ended with what it had used by then: as a provider begins again. */
export function withCallsEnded(state: ProviderState): ProviderState {
  const ended = state.calls.reduce((next, { epoch, used }) => withUse(next, epoch, used), state);
  return { ...ended, calls: [] };
}

/** What was used so far, as the consumer's ledger takes it; the quota of the newest voucher's epoch, unless named. */
export function usageOf(state: ProviderState, of?: number): Usage {
  const epoch = of ?? state.parts.at(-1)?.signed.voucher.epoch ?? 0;
  return { epoch, quota: partOf(state, epoch)?.used ?? 0n, diem: state.used };
}

/** The state once the chain is known to have settled `usage`. What is settled counts as used. */
export function withSettled(state: ProviderState, usage: Usage): ProviderState {
  const { terms } = state;
  const isOf = (epoch: number) => epoch === usage.epoch;
  return {
    ...state,
    used: max(state.used, usage.diem),
    terms: {
      ...terms,
      settled: max(terms.settled, usage.diem),
      quotas: terms.quotas.map((quota) =>
        isOf(quota.epoch) ? { ...quota, used: max(quota.used, usage.quota) } : quota,
      ),
    },
    parts: state.parts.map((part) =>
      isOf(part.signed.voucher.epoch) ? { ...part, used: max(part.used, usage.quota) } : part,
    ),
  };
}

/**
 * The state with the channel as the chain has it now. What is known to be settled stays so, even where a node
 * that lags behind says less.
 */
export function withTerms(state: ProviderState, terms: ProviderChannelTerms): ProviderState {
  const known = state.terms;
  if (!terms.voucherSigner.equals(known.voucherSigner)) {
    throw voucherRefused("VoucherSignerWrong", {
      reason: "a channel's voucher signer never changes",
      next: "check where these terms are from",
    });
  }
  const fresh = new Set(terms.quotas.map(({ epoch }) => epoch));
  const quotas = [...known.quotas.filter(({ epoch }) => !fresh.has(epoch)), ...terms.quotas]
    .sort((a, b) => a.epoch - b.epoch)
    .slice(-2);
  const usages = [...known.quotas, ...terms.quotas].map(({ epoch, used: quota }) => ({
    epoch,
    quota,
    diem: 0n,
  }));
  const money = { epoch: 0, quota: 0n, diem: max(known.settled, terms.settled) };
  const merged: ProviderState = { ...state, terms: { ...terms, quotas } };
  return [money, ...usages].reduce(withSettled, merged);
}
