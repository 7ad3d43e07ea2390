import type { PublicKey } from "@solana/web3.js";
import { type EpochClock, quotaLapsesTs } from "../../quotes/math/epoch";
import { min } from "../../integers";
import type { EpochPart, ProviderState } from "./state";
import { quotaSettled } from "./use";
import type { SignedVoucher } from "../wire/signed";
import { defined } from "../../defined";

/** When to settle. */
export interface DueRules {
  /** Unix seconds. */
  readonly now: bigint;
  /**
   * Settle what could be settled no more so many seconds from now, as its voucher expires or its quota lapses.
   * At least the ledger's margin and the time until `due` is asked again, or something slips through.
   */
  readonly leadSecs: bigint;
  /** Settle from so many unsettled DIEM base units on. */
  readonly diemAtLeast?: bigint;
  /** Settle from so many unsettled micro-credits of quota on. */
  readonly quotaAtLeast?: bigint;
}

/** Why a channel is due: enough is unsettled, a voucher expires, a quota lapses, or the channel is closing. */
export type DueReason = "threshold" | "expiry" | "lapse" | "closing";

/** One voucher and what to claim of it, cumulative as in the voucher. A part that would not advance is left out. */
export interface DueEntry {
  readonly signed: SignedVoucher;
  readonly claim: {
    /** DIEM base units. */
    readonly diem?: bigint;
    /** Micro-credits of the quota of the voucher's epoch. */
    readonly quota?: bigint;
  };
}

/** A channel to settle now. */
export interface Due {
  readonly channel: PublicKey;
  readonly reasons: readonly DueReason[];
  /**
   * One or two. Two where the quota of the previous epoch and that of the newest voucher's are both
   * unsettled: a call of `settle` takes each channel once, so they go into two calls, in this order. Entries
   * of several channels can share a call.
   */
  readonly entries: readonly DueEntry[];
}

/** What is due of a channel; null for nothing. */
export function dueOf(state: ProviderState, clock: EpochClock, rules: DueRules): Due | null {
  const claims = claimsOf(state, clock, rules.now);
  const reasons = reasonsOf(state, claims, clock, rules);
  if (claims.length === 0 || reasons.length === 0) return null;
  return { channel: state.terms.channel, reasons, entries: claims };
}

/** What can be claimed, older epoch first: money of the newest voucher that has not expired, quota of each. */
function claimsOf(state: ProviderState, clock: EpochClock, now: bigint): readonly DueEntry[] {
  const { terms, used, parts } = state;
  const live = parts.filter(({ signed }) => !endsBy(signed.voucher.expiry, now));
  const newest = live.at(-1);
  return live
    .map((part): DueEntry => {
      const { signed } = part;
      const diem = part === newest ? min(used, signed.voucher.diem) : 0n;
      const quota = quotaClaim(part, clock, now);
      const claim = {
        diem: diem > terms.settled ? diem : undefined,
        quota: quota > quotaSettled(terms, signed.voucher.epoch) ? quota : undefined,
      };
      return { signed, claim: defined(claim) };
    })
    .filter(({ claim }) => claim.diem !== undefined || claim.quota !== undefined);
}

function quotaClaim({ signed: { voucher }, used }: EpochPart, clock: EpochClock, now: bigint) {
  const lapsed = endsBy(quotaLapsesTs({ clock, epoch: voucher.epoch }), now);
  return lapsed ? 0n : min(used, voucher.quota);
}

function reasonsOf(
  { terms }: ProviderState,
  claims: readonly DueEntry[],
  clock: EpochClock,
  { now, leadSecs, diemAtLeast, quotaAtLeast }: DueRules,
): DueReason[] {
  const soon = now + leadSecs;
  const unsettled = { diem: 0n, quota: 0n };
  for (const { signed, claim } of claims) {
    if (claim.diem !== undefined) unsettled.diem += claim.diem - terms.settled;
    if (claim.quota === undefined) continue;
    unsettled.quota += claim.quota - quotaSettled(terms, signed.voucher.epoch);
  }
  const reaches = (value: bigint, least: bigint | undefined) =>
    least !== undefined && value > 0n && value >= least;
  const lapses = ({ signed, claim }: DueEntry) =>
    claim.quota !== undefined &&
    endsBy(quotaLapsesTs({ clock, epoch: signed.voucher.epoch }), soon);
  const holds: Readonly<Record<DueReason, boolean>> = {
    threshold: reaches(unsettled.diem, diemAtLeast) || reaches(unsettled.quota, quotaAtLeast),
    expiry: claims.some(({ signed }) => endsBy(signed.voucher.expiry, soon)),
    lapse: claims.some(lapses),
    closing: terms.closesTs !== null,
  };
  return (["threshold", "expiry", "lapse", "closing"] as const).filter((reason) => holds[reason]);
}

/** Whether a deadline (unix seconds; 0 = none) is reached at `ts`. */
function endsBy(deadline: bigint, ts: bigint): boolean {
  return deadline !== 0n && deadline <= ts;
}
