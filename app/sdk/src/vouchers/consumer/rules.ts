import type { ConsumerState } from "./state";
import type { ConsumerTerms } from "./terms";
import { larger, requireI64, requireU64, smaller } from "../integers";
import { type Figures, requireUsage, type Usage } from "../usage";
import type { Voucher } from "../wire/voucher";
import { voucherRefused } from "../../errors/voucher-errors";

/** The most that the next call, and every other call still open, may cost together. */
export interface Authorization {
  /** DIEM base units; 0 unless given. */
  readonly diem?: bigint;
  /** Micro-credits of the running epoch's quota; 0 unless given. */
  readonly quota?: bigint;
  /** Unix seconds after which the voucher is worth nothing; 0 (the default) = never. */
  readonly expiry?: bigint;
}

/** The quota part of `state` in `epoch`: each epoch starts at zero. */
function quotaIn({ epoch, signed, used }: ConsumerState, running: number) {
  return running === epoch ? { signed: signed.quota, used: used.quota } : { signed: 0n, used: 0n };
}

/** The next voucher, and the state once it is signed: each figure `max(newest signed, used + request)`. */
export function nextVoucher({
  state,
  terms,
  budget,
  request: { diem = 0n, quota = 0n, expiry = 0n },
}: {
  readonly state: ConsumerState;
  readonly terms: ConsumerTerms;
  readonly budget: bigint | undefined;
  readonly request: Authorization;
}): { readonly voucher: Voucher; readonly state: ConsumerState } {
  requireU64("diem", diem);
  requireU64("quota", quota);
  requireI64("expiry", expiry);
  const { channel, clusterTag, epoch, deposit, allowance } = terms;
  if (diem === 0n && quota === 0n) {
    throw voucherRefused("NothingAuthorized", {
      reason: "there is nothing to authorize",
      next: "name the most diem or quota that the call may cost",
    });
  }
  if (epoch < state.epoch) {
    throw voucherRefused("EpochPassed", {
      reason: `a voucher of epoch ${String(state.epoch)} is signed already, and the terms are of ${String(epoch)}`,
      next: "read the channel again",
    });
  }
  const part = quotaIn(state, epoch);
  const signed: Figures = {
    diem: larger(state.signed.diem, state.used.diem + diem),
    quota: larger(part.signed, part.used + quota),
  };
  if (signed.diem > state.signed.diem) requireMoney(signed.diem, deposit, budget);
  if (signed.quota > part.signed && signed.quota > allowance) {
    throw voucherRefused("OverQuota", {
      reason: `the call needs a ceiling of ${signed.quota.toString()} micro-credits, epoch ${String(epoch)} has ${allowance.toString()}`,
      next: "pay the rest in DIEM, or stake more",
    });
  }
  const used: Figures = { diem: state.used.diem, quota: part.used };
  return {
    voucher: { clusterTag, channel, epoch, ...signed, expiry },
    state: { epoch, signed, used },
  };
}

/** The most of each part that {@link nextVoucher} signs for next. */
export function signable({
  state,
  terms: { epoch, deposit, allowance },
  budget = deposit,
}: {
  readonly state: ConsumerState;
  readonly terms: ConsumerTerms;
  readonly budget: bigint | undefined;
}): Figures {
  if (epoch < state.epoch) return { quota: 0n, diem: 0n };
  const part = quotaIn(state, epoch);
  // what is signed already may be signed again, whatever the limits are now
  return {
    diem: larger(smaller(budget, deposit), state.signed.diem) - state.used.diem,
    quota: larger(allowance, part.signed) - part.used,
  };
}

function requireMoney(ceiling: bigint, deposit: bigint, budget: bigint | undefined): void {
  const need = `the call needs a ceiling of ${ceiling.toString()} DIEM base units`;
  if (budget !== undefined && ceiling > budget) {
    throw voucherRefused("OverBudget", {
      reason: `${need}, the budget is ${budget.toString()}`,
      next: "raise it, or ask for less",
    });
  }
  if (ceiling > deposit) {
    throw voucherRefused("OverDeposit", {
      reason: `${need}, the channel holds ${deposit.toString()}`,
      next: "deposit more, or ask for less",
    });
  }
}

/** The state once a provider's figures are believed: only what was signed for, and never less than before. */
export function acknowledged(state: ConsumerState, usage: Usage): ConsumerState {
  requireUsage(usage);
  const { epoch, signed, used } = state;
  const ahead = usage.epoch > epoch && usage.quota > 0n;
  const same = usage.epoch === epoch;
  if (ahead || usage.diem > signed.diem || (same && usage.quota > signed.quota)) {
    throw voucherRefused("Uncovered", {
      reason: `the provider claims to have served more than was ever signed (${signed.diem.toString()} DIEM base units, ${signed.quota.toString()} micro-credits of epoch ${String(epoch)})`,
      next: "sign no more for it",
    });
  }
  if (usage.diem < used.diem || (same && usage.quota < used.quota)) {
    throw voucherRefused("UsageFell", {
      reason: "the figures are lower than those believed before",
      next: "drop them if answers came out of order",
    });
  }
  return { ...state, used: { diem: usage.diem, quota: same ? usage.quota : used.quota } };
}

/** The state once `usage` is known to have been signed by the ledger's own key, and `used` of it as well or not. */
export function adopted(
  state: ConsumerState,
  { usage, used }: { readonly usage: Usage; readonly used: boolean },
): ConsumerState {
  requireUsage(usage);
  const epoch = Math.max(state.epoch, usage.epoch);
  const part = quotaIn(state, epoch);
  const known = usage.epoch === epoch ? usage.quota : 0n;
  return {
    epoch,
    signed: { diem: larger(state.signed.diem, usage.diem), quota: larger(part.signed, known) },
    used: {
      diem: used ? larger(state.used.diem, usage.diem) : state.used.diem,
      quota: used ? larger(part.used, known) : part.used,
    },
  };
}
