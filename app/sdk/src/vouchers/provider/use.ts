import { type EpochClock, quotaLapsesTs } from "../../quotes/epoch";
import { larger, requireU64 } from "../integers";
import type { ProviderState } from "./state";
import type { ProviderTerms } from "./terms";
import type { Figures, Usage } from "../usage";
import { voucherRefused } from "../../errors/voucher-errors";

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
export function quotaSettled({ quotas }: ProviderTerms, epoch: number): bigint {
  return quotas.find((quota) => quota.epoch === epoch)?.used ?? 0n;
}

/** What of the newest voucher may still be used and can be settled. */
export function availableOf({ terms, used, parts }: ProviderState, timing: Timing): Figures {
  const newest = parts.at(-1);
  if (newest === undefined || !inTime(terms.closesTs, timing)) return NOTHING;
  const { voucher } = newest.signed;
  if (!inTime(voucher.expiry, timing)) return NOTHING;
  const open = inTime(quotaLapsesTs({ clock: timing.clock, epoch: voucher.epoch }), timing);
  return {
    diem: larger(voucher.diem - used, 0n),
    quota: open ? larger(voucher.quota - newest.used, 0n) : 0n,
  };
}

/** The state once more is used of the newest voucher. */
export function withUse(
  state: ProviderState,
  { diem = 0n, quota = 0n }: Partial<Figures>,
  timing: Timing,
): ProviderState {
  requireU64("diem", diem);
  requireU64("quota", quota);
  const available = availableOf(state, timing);
  if (diem > available.diem || quota > available.quota) {
    throw voucherRefused("BeyondCeiling", {
      reason: `the newest voucher covers ${available.diem.toString()} more DIEM base units and ${available.quota.toString()} more micro-credits of quota`,
      next: "withhold the answer, and ask for a higher voucher",
    });
  }
  return {
    ...state,
    used: state.used + diem,
    parts: state.parts.map((part, index) =>
      index === state.parts.length - 1 ? { ...part, used: part.used + quota } : part,
    ),
  };
}

/** What was used so far, as the consumer's ledger takes it; the quota of the newest voucher's epoch. */
export function usageOf({ used, parts }: ProviderState): Usage {
  const newest = parts.at(-1);
  return { epoch: newest?.signed.voucher.epoch ?? 0, quota: newest?.used ?? 0n, diem: used };
}

/** The state once the chain is known to have settled `usage`. What is settled counts as used. */
export function withSettled(state: ProviderState, usage: Usage): ProviderState {
  const { terms } = state;
  const isOf = (epoch: number) => epoch === usage.epoch;
  return {
    used: larger(state.used, usage.diem),
    terms: {
      ...terms,
      settled: larger(terms.settled, usage.diem),
      quotas: terms.quotas.map((quota) =>
        isOf(quota.epoch) ? { ...quota, used: larger(quota.used, usage.quota) } : quota,
      ),
    },
    parts: state.parts.map((part) =>
      isOf(part.signed.voucher.epoch) ? { ...part, used: larger(part.used, usage.quota) } : part,
    ),
  };
}

/**
 * The state with the channel as the chain has it now. What is known to be settled stays so, even where a node
 * that lags behind says less.
 */
export function withTerms(state: ProviderState, terms: ProviderTerms): ProviderState {
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
  const money = { epoch: 0, quota: 0n, diem: larger(known.settled, terms.settled) };
  const merged: ProviderState = { ...state, terms: { ...terms, quotas } };
  return [money, ...usages].reduce(withSettled, merged);
}
