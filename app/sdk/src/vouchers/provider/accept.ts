import { sameBytes } from "../wire/bytes";
import { amounts } from "../usage";
import { epochAt, quotaLapsesTs } from "../../quotes/math/epoch";
import { type EpochPart, follows, type ProviderState } from "./state";
import { inTime, partOf, quotaSettled, type Timing } from "./use";
import { sameSigned, type SignedVoucher } from "../wire/signed";
import type { VerifyEd25519 } from "../wire/ed25519-interface";
import { verify } from "../wire/verify";
import type { Voucher } from "../wire/voucher";
import { DIEM_DECIMALS } from "../../constants";
import { CREDIT_DECIMALS } from "../cost";
import { type VoucherErrorName, voucherRefused } from "../../errors/voucher-errors";

/** What a voucher is checked against. */
export interface Acceptance extends Timing {
  readonly clusterTag: Uint8Array;
  /** See `ProviderLedgerInput.verifyEd25519`. */
  readonly verifyEd25519?: VerifyEd25519 | undefined;
}

/**
 * The state with a newer voucher; the same state for one that says nothing new. Checks as the chain does, in
 * its order, and then that the voucher takes nothing back. The newest one again needs no check of its signature.
 */
export function accepted(
  state: ProviderState,
  signed: SignedVoucher,
  by: Acceptance,
): ProviderState {
  const { voucher } = signed;
  const newest = state.parts.at(-1);
  const again = newest !== undefined && sameSigned(newest.signed, signed);
  if (!again) requireSigned(state, signed, by);
  requireTime(state, voucher, by);
  if (again) return state;
  requireDeposit(state, voucher);
  if (newest !== undefined) requireForward(newest, voucher);
  requireUnsettled(state, voucher);
  requireQuota(state, voucher, by);
  if (newest !== undefined && repeats(newest.signed.voucher, voucher)) return state;
  return withVoucher(state, signed, by);
}

/**
 * As {@link accepted}, for the voucher that came with a call: vouchers of calls that overlap may come in any order, so
 * one that is covered by what is stored already is as good as that.
 */
export function admitted(
  state: ProviderState,
  signed: SignedVoucher,
  by: Acceptance,
): ProviderState {
  const { voucher } = signed;
  const newest = state.parts.at(-1)?.signed;
  if (newest === undefined || voucher.diem > newest.voucher.diem) {
    return accepted(state, signed, by);
  }
  const held = partOf(state, voucher.epoch)?.signed;
  if (held !== undefined && sameSigned(held, signed)) return state;
  const covered = voucher.quota <= (held?.voucher.quota ?? 0n);
  const older = voucher.epoch < newest.voucher.epoch;
  const longer = sameFigures(newest.voucher, voucher) && !repeats(newest.voucher, voucher);
  if (longer || (!older && !covered)) return accepted(state, signed, by);
  requireSigned(state, signed, by);
  // who signed it wants nothing to be paid by it any more
  requireTime(state, voucher, by);
  if (covered) return state;
  requireQuota(state, voucher, by);
  return withVoucher(state, signed, by);
}

/** The state with a voucher in the place of the one of its epoch, or before or behind the others. */
function withVoucher(state: ProviderState, signed: SignedVoucher, by: Acceptance): ProviderState {
  const { epoch } = signed.voucher;
  const used = partOf(state, epoch)?.used ?? quotaSettled(state.terms, epoch);
  const others = state.parts.filter(({ signed: { voucher: of } }) => {
    const open = by.now < quotaLapsesTs({ clock: by.clock, epoch: of.epoch });
    return of.epoch !== epoch && (open || state.calls.some((call) => call.epoch === of.epoch));
  });
  const parts = [...others, { signed, used }].sort((a, b) => epochOf(a) - epochOf(b));
  if (!parts.every(follows)) {
    refuse("SignsDown", {
      reason: "the voucher of a later epoch has lower amounts",
      next: "sign at least the same amounts",
    });
  }
  return { ...state, parts };
}

const epochOf = ({ signed }: EpochPart) => signed.voucher.epoch;

function refuse<Name extends VoucherErrorName>(
  ...refusal: Parameters<typeof voucherRefused<Name>>
): never {
  throw voucherRefused(...refusal);
}

function requireSigned(
  { terms }: ProviderState,
  signed: SignedVoucher,
  { clusterTag, verifyEd25519 }: Acceptance,
): void {
  if (!sameBytes(signed.voucher.clusterTag, clusterTag)) {
    refuse("VoucherClusterWrong", {
      reason: "the voucher is for another cluster",
      next: "sign it with the tag of this cluster",
    });
  }
  if (!signed.signer.equals(terms.voucherSigner)) {
    const expected = terms.voucherSigner.toBase58();
    refuse("VoucherSignerWrong", {
      reason: `the channel's vouchers are signed by ${expected}`,
      next: "use that key",
    });
  }
  if (!verify(signed, verifyEd25519)) {
    refuse("BadSignature", {
      reason: "the signature is invalid",
      next: "sign exactly the voucher's 72 bytes",
    });
  }
}

/**
 * Refuses a call for which the newest voucher, or the channel, does not last long enough.
 *
 * @throws `VoucherExpired` or `ChannelClosing`.
 */
export function requireServable(state: ProviderState, by: Timing): void {
  const newest = state.parts.at(-1);
  if (newest !== undefined) requireTime(state, newest.signed.voucher, by);
}

function requireTime({ terms }: ProviderState, { expiry, epoch }: Voucher, by: Timing): void {
  if (!inTime(expiry, by)) {
    const least = (by.now + by.marginSecs).toString();
    refuse("VoucherExpired", {
      reason: "the voucher expires too soon",
      next: `set its expiry after ${least}`,
    });
  }
  if (!inTime(terms.closesTs, by)) {
    const closes = String(terms.closesTs);
    refuse("ChannelClosing", {
      reason: `the channel closes at ${closes}`,
      next: "open another one",
    });
  }
  const running = epochAt(by);
  if (epoch > running) {
    refuse("QuotaNotBegun", {
      reason: `the running epoch is ${String(running)}`,
      next: `sign for it, not for ${String(epoch)}`,
    });
  }
}

function requireDeposit({ terms: { deposit } }: ProviderState, { diem }: Voucher): void {
  if (diem <= deposit) return;
  refuse("OverDeposit", {
    reason: `the channel holds ${deposit.toString()}`,
    next: "deposit more, or sign less",
    context: { held: deposit, needed: diem, mostPossible: deposit, decimals: DIEM_DECIMALS },
  });
}

function requireForward({ signed: { voucher: held } }: EpochPart, voucher: Voucher): void {
  if (voucher.epoch < held.epoch) {
    refuse("EpochPassed", {
      reason: `a voucher of epoch ${String(held.epoch)} is stored already`,
      next: "sign for that epoch",
    });
  }
  const same = voucher.epoch === held.epoch;
  if (voucher.diem < held.diem || (same && voucher.quota < held.quota)) {
    refuse("SignsDown", {
      reason: `a voucher for ${amounts(held)} is stored already`,
      next: "sign at least the same amounts",
    });
  }
}

function requireUnsettled({ terms }: ProviderState, voucher: Voucher): void {
  const quota = quotaSettled(terms, voucher.epoch);
  if (voucher.diem >= terms.settled && voucher.quota >= quota) return;
  refuse("SignsDown", {
    reason: `${amounts({ diem: terms.settled, quota })} are settled already`,
    next: "sign at least the same amounts",
  });
}

/** A quota part that says more than the voucher held must be of use, and have an allowance behind it. */
function requireQuota(state: ProviderState, voucher: Voucher, by: Acceptance): void {
  const held = partOf(state, voucher.epoch)?.signed.voucher;
  if (voucher.quota <= (held?.quota ?? 0n)) return;
  const epoch = String(voucher.epoch);
  if (!inTime(quotaLapsesTs({ clock: by.clock, epoch: voucher.epoch }), by)) {
    const running = String(epochAt(by));
    refuse("EpochPassed", {
      reason: `the quota of epoch ${epoch} lapses`,
      next: `sign for epoch ${running}`,
    });
  }
  const of = state.terms.quotas.find((quota) => quota.epoch === voucher.epoch);
  const allowance = of?.allowance ?? 0n;
  if (voucher.quota <= allowance) return;
  refuse("OverQuota", {
    reason: `the quota of epoch ${epoch} is ${allowance.toString()} micro-credits as far as known`,
    next: "sign less, or update the channel from the chain",
    context: {
      held: allowance,
      needed: voucher.quota,
      mostPossible: allowance,
      decimals: CREDIT_DECIMALS,
    },
  });
}

/** Of two vouchers for the same figures the one that lasts longer is kept. */
function repeats(held: Voucher, voucher: Voucher): boolean {
  const lasts = held.expiry === 0n || (voucher.expiry !== 0n && voucher.expiry <= held.expiry);
  return lasts && sameFigures(held, voucher);
}

function sameFigures(held: Voucher, { diem, quota, epoch }: Voucher): boolean {
  return diem === held.diem && quota === held.quota && epoch === held.epoch;
}
