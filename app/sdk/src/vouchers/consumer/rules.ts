import type { ConsumerState } from "./state";
import type { ConsumerChannelTerms } from "./terms";
import { max, min } from "../../integers";
import { amounts, type Figures, requireUsage, type Usage } from "../usage";
import type { SignedVoucher } from "../wire/signed";
import type { Voucher } from "../wire/voucher";
import { DIEM_DECIMALS } from "../../constants";
import { CREDIT_DECIMALS } from "../cost";
import type { DiemError } from "../../errors/diem-error";
import { voucherRefused } from "../../errors/voucher-errors";

/** What calls may cost beyond what is known to be used. */
export interface Request {
  /** All that they may cost. */
  readonly most: Figures;
  /** What of it is certainly not used yet: of calls whose answers are late, a part may be known to be used already. */
  readonly least: Figures;
  /** Unix seconds after which the voucher is worth nothing; 0 = never. */
  readonly expiry: bigint;
}

/** The quota part of `state` in `epoch`: each epoch starts at zero. */
function quotaIn({ epoch, signed, used }: ConsumerState, running: number) {
  return running === epoch ? { signed: signed.quota, used: used.quota } : { signed: 0n, used: 0n };
}

/** What is open of a call. */
export interface OpenPart {
  /** Of the quota part. */
  readonly epoch: number;
  readonly most: Figures;
  /** What was known to be used as the call was opened. */
  readonly usedBefore: Figures;
}

/** What all open calls may cost, of which those of another epoch need no quota of the one in the terms. */
export function openOf(
  calls: Iterable<OpenPart>,
  state: ConsumerState,
  { epoch }: ConsumerChannelTerms,
): Omit<Request, "expiry"> {
  const used = quotaUsed(state, epoch);
  const of = [...calls];
  const here = of.filter((call) => call.epoch === epoch);
  const [diem, quota] = [rangeOf(of, used, "diem"), rangeOf(here, used, "quota")];
  return {
    most: { diem: diem.most, quota: quota.most },
    least: { diem: diem.least, quota: quota.least },
  };
}

/** What calls may cost of a part, and what of that cannot be used already: of what was used since the first began. */
function rangeOf(calls: readonly OpenPart[], used: Figures, part: keyof Figures) {
  let [most, known, first] = [0n, 0n, used[part]];
  for (const call of calls) {
    const since = used[part] - call.usedBefore[part];
    most += call.most[part];
    known += min(call.most[part], since);
    first = min(first, call.usedBefore[part]);
  }
  return { most, least: most - min(known, used[part] - first) };
}

/** What is known to be used: money, and quota of an epoch. */
export function quotaUsed(state: ConsumerState, epoch: number): Figures {
  return { diem: state.used.diem, quota: quotaIn(state, epoch).used };
}

/**
 * The next voucher, and the state once it is signed: each figure `max(newest signed, used + most)`, and no more than
 * the limit where what is certainly needed keeps within it.
 */
export function nextVoucher({
  state,
  terms,
  budget,
  request: { most, least, expiry },
}: {
  readonly state: ConsumerState;
  readonly terms: ConsumerChannelTerms;
  readonly budget: bigint | undefined;
  readonly request: Request;
}): { readonly voucher: Voucher; readonly state: Omit<ConsumerState, "newest"> } {
  const { channel, clusterTag, epoch, deposit, allowance } = terms;
  if (epoch < state.epoch) {
    throw voucherRefused("EpochPassed", {
      reason: `a voucher of epoch ${String(state.epoch)} is signed already, and the terms are of epoch ${String(epoch)}`,
      next: "read the channel again",
    });
  }
  const part = quotaIn(state, epoch);
  const limit = min(budget ?? deposit, deposit);
  const signed: Figures = {
    diem: max(state.signed.diem, min(state.used.diem + most.diem, limit)),
    quota: max(part.signed, min(part.used + most.quota, allowance)),
  };
  const [diem, quota] = [state.used.diem + least.diem, part.used + least.quota];
  if (diem > state.signed.diem) requireMoney(state, diem, { deposit, budget });
  if (quota > part.signed && quota > allowance) {
    throw voucherRefused("OverQuota", {
      reason: `the call needs a ceiling of ${quota.toString()} micro-credits, epoch ${String(epoch)} has ${allowance.toString()}`,
      next: "pay the rest in DIEM, or stake more",
      context: {
        held: allowance,
        needed: quota,
        mostPossible: max(allowance, part.signed) - part.used,
        decimals: CREDIT_DECIMALS,
      },
    });
  }
  const used: Figures = { diem: state.used.diem, quota: part.used };
  return {
    voucher: { clusterTag, channel, epoch, ...signed, expiry },
    state: { epoch, signed, used, lost: state.lost },
  };
}

/** The most of each part that {@link nextVoucher} signs for next. */
export function signable({
  state,
  terms: { epoch, deposit, allowance },
  budget = deposit,
}: {
  readonly state: ConsumerState;
  readonly terms: ConsumerChannelTerms;
  readonly budget: bigint | undefined;
}): Figures {
  if (epoch < state.epoch) return { quota: 0n, diem: 0n };
  const part = quotaIn(state, epoch);
  // what is signed already may be signed again, also above limits that were lowered since
  return {
    diem: max(min(budget, deposit), state.signed.diem) - state.used.diem,
    quota: max(allowance, part.signed) - part.used,
  };
}

function requireMoney(
  { signed, used }: ConsumerState,
  needed: bigint,
  { deposit, budget }: { readonly deposit: bigint; readonly budget: bigint | undefined },
): void {
  const need = `the call needs a ceiling of ${needed.toString()} DIEM base units`;
  const contextOf = (held: bigint) => ({
    held,
    needed,
    mostPossible: max(held, signed.diem) - used.diem,
    decimals: DIEM_DECIMALS,
  });
  if (budget !== undefined && needed > budget) {
    throw voucherRefused("OverBudget", {
      reason: `${need}, the budget is ${budget.toString()}`,
      next: "raise it, or ask for less",
      context: contextOf(budget),
    });
  }
  if (needed > deposit) {
    throw voucherRefused("OverDeposit", {
      reason: `${need}, the channel holds ${deposit.toString()}`,
      next: "deposit more, or ask for less",
      context: contextOf(deposit),
    });
  }
}

/**
 * The state once a provider's figures are believed: only what was signed for. Lower figures than before are those of
 * an answer that took longer, and change nothing.
 */
export function acknowledged(state: ConsumerState, usage: Usage): ConsumerState {
  requireUsage(usage);
  const { epoch, signed, used } = state;
  const ahead = usage.epoch > epoch && usage.quota > 0n;
  const same = usage.epoch === epoch;
  if (ahead || usage.diem > signed.diem || (same && usage.quota > signed.quota)) {
    throw uncovered(state);
  }
  const quota = same ? max(used.quota, usage.quota) : used.quota;
  return { ...state, used: { diem: max(used.diem, usage.diem), quota } };
}

function uncovered({ signed, epoch, lost, newest }: ConsumerState): DiemError {
  const known = `${amounts(signed)} in epoch ${String(epoch)}`;
  if (lost || newest === null) {
    return voucherRefused("LedgerLost", {
      reason: `the provider reports more use than this ledger signed for (${known}): its store was lost or never had the channel`,
      next: "restore it from the newest voucher, which the provider has",
    });
  }
  return voucherRefused("Uncovered", {
    reason: `the provider reports more use than was ever signed for (${known})`,
    next: "do not sign more vouchers for it",
  });
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
  const more = usage.diem > state.signed.diem || known > part.signed;
  return {
    epoch,
    signed: { diem: max(state.signed.diem, usage.diem), quota: max(part.signed, known) },
    used: {
      diem: used ? max(state.used.diem, usage.diem) : state.used.diem,
      quota: used ? max(part.used, known) : part.used,
    },
    newest: more ? null : state.newest,
    lost: state.lost || (used && more),
  };
}

/** The state once a voucher of the ledger's own is known again. */
export function restored(state: ConsumerState, signed: SignedVoucher): ConsumerState {
  const { voucher } = signed;
  const next = adopted(state, { usage: voucher, used: false });
  const { epoch, signed: most } = next;
  const newest =
    voucher.epoch === epoch && voucher.diem === most.diem && voucher.quota === most.quota;
  return newest ? { ...next, newest: signed, lost: false } : next;
}
