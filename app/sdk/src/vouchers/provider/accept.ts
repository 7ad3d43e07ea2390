import { sameBytes } from "../wire/bytes";
import { epochAt, quotaLapsesTs } from "../../quotes/epoch";
import type { EpochPart, ProviderState } from "./state";
import { inTime, quotaSettled, type Timing } from "./use";
import { verify } from "../wire/verify";
import type { SignedVoucher } from "../wire/signed";
import type { Voucher } from "../wire/voucher";
import { voucherRefused } from "../../errors/voucher-errors";

/** What a voucher is checked against. */
export interface Acceptance extends Timing {
  readonly clusterTag: Uint8Array;
}

/**
 * The state with a newer voucher; the same state for one that says nothing new. Checks as the chain does, in
 * its order, and then that the voucher takes nothing back.
 */
export function accepted(
  state: ProviderState,
  signed: SignedVoucher,
  by: Acceptance,
): ProviderState {
  const { voucher } = signed;
  requireSigned(state, signed, by);
  requireTime(state, voucher, by);
  requireDeposit(state, voucher);
  const newest = state.parts.at(-1);
  if (newest !== undefined) requireForward(newest, voucher);
  requireUnsettled(state, voucher);
  requireQuota(state, voucher, by);
  if (newest?.signed.voucher.epoch !== voucher.epoch) {
    const open = state.parts.filter(
      (part) => by.now < quotaLapsesTs({ clock: by.clock, epoch: part.signed.voucher.epoch }),
    );
    const part = { signed, used: quotaSettled(state.terms, voucher.epoch) };
    return { ...state, parts: [...open, part] };
  }
  if (repeats(newest.signed.voucher, voucher)) return state;
  return { ...state, parts: [...state.parts.slice(0, -1), { ...newest, signed }] };
}

function refuse(...refusal: Parameters<typeof voucherRefused>): never {
  throw voucherRefused(...refusal);
}

function requireSigned(
  { terms }: ProviderState,
  signed: SignedVoucher,
  { clusterTag }: Acceptance,
): void {
  if (!sameBytes(signed.voucher.clusterTag, clusterTag)) {
    refuse("VoucherClusterWrong", {
      reason: "the voucher is of another cluster",
      next: "sign for this one's tag",
    });
  }
  if (!signed.signer.equals(terms.voucherSigner)) {
    const expected = terms.voucherSigner.toBase58();
    refuse("VoucherSignerWrong", {
      reason: `the channel's vouchers are signed by ${expected}`,
      next: "use that key",
    });
  }
  if (!verify(signed)) {
    refuse("BadSignature", {
      reason: "the signature is not good",
      next: "sign the voucher's 72 bytes as they are",
    });
  }
}

function requireTime({ terms }: ProviderState, { expiry, epoch }: Voucher, by: Acceptance): void {
  if (!inTime(expiry, by)) {
    const least = (by.now + by.marginSecs).toString();
    refuse("VoucherExpired", {
      reason: "the voucher expires too soon",
      next: `let it last beyond ${least}`,
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
      reason: `epoch ${String(running)} runs`,
      next: `sign for it, not ${String(epoch)}`,
    });
  }
}

function requireDeposit({ terms: { deposit } }: ProviderState, { diem }: Voucher): void {
  if (diem <= deposit) return;
  refuse("OverDeposit", {
    reason: `the channel holds ${deposit.toString()}`,
    next: "deposit more, or sign less",
  });
}

function requireForward({ signed: { voucher: held } }: EpochPart, voucher: Voucher): void {
  if (voucher.epoch < held.epoch) {
    refuse("EpochPassed", {
      reason: `a voucher of epoch ${String(held.epoch)} is held already`,
      next: "sign for that one",
    });
  }
  const same = voucher.epoch === held.epoch;
  if (voucher.diem < held.diem || (same && voucher.quota < held.quota)) {
    const figures = `${held.diem.toString()} DIEM base units and ${held.quota.toString()} micro-credits`;
    refuse("SignsDown", {
      reason: `a voucher for ${figures} is held already`,
      next: "sign for no less",
    });
  }
}

function requireUnsettled({ terms }: ProviderState, voucher: Voucher): void {
  const quota = quotaSettled(terms, voucher.epoch);
  if (voucher.diem >= terms.settled && voucher.quota >= quota) return;
  const figures = `${terms.settled.toString()} DIEM base units and ${quota.toString()} micro-credits`;
  refuse("SignsDown", { reason: `${figures} are settled already`, next: "sign for no less" });
}

/** A quota part that says more than the voucher held must be of use, and have an allowance behind it. */
function requireQuota({ terms, parts }: ProviderState, voucher: Voucher, by: Acceptance): void {
  const held = parts.at(-1)?.signed.voucher;
  if (voucher.quota <= (held?.epoch === voucher.epoch ? held.quota : 0n)) return;
  const epoch = String(voucher.epoch);
  if (!inTime(quotaLapsesTs({ clock: by.clock, epoch: voucher.epoch }), by)) {
    const running = String(epochAt(by));
    refuse("EpochPassed", {
      reason: `the quota of epoch ${epoch} lapses`,
      next: `sign for epoch ${running}`,
    });
  }
  const of = terms.quotas.find((quota) => quota.epoch === voucher.epoch);
  const allowance = of?.allowance ?? 0n;
  if (voucher.quota <= allowance) return;
  refuse("OverQuota", {
    reason: `the quota of epoch ${epoch} is ${allowance.toString()} micro-credits as far as known`,
    next: "sign less, or track the channel as it is now",
  });
}

/** Equal figures: of two such vouchers the one that lasts longer is kept. */
function repeats(held: Voucher, voucher: Voucher): boolean {
  const lasts = held.expiry === 0n || (voucher.expiry !== 0n && voucher.expiry <= held.expiry);
  return lasts && voucher.diem === held.diem && voucher.quota === held.quota;
}
