import type { PublicKey } from "@solana/web3.js";
import { requireCallId } from "../call-id";
import { type Cost, partsOf } from "../cost";
import { voucherRefused } from "../../errors/voucher-errors";
import { min, U64_MAX } from "../../integers";
import { amounts, type Figures } from "../usage";
import type { SignedVoucher } from "../wire/signed";
import { type Acceptance, admitted, requireServable } from "./accept";
import type { ProviderChannel, SettledCall } from "./channel";
import { endedCall, Reservation } from "./reservation";
import { availableOf, partOf, usageOf, withCall } from "./use";

/** What a call asks for; see {@link ProviderLedger.reserve}. */
export interface CallRequest {
  /** A UUID that the consumer chose. */
  readonly callId: string;
  /** What the call may cost. */
  readonly most: Cost;
  /** The consumer's own ceiling for this call: no more than so much of either part is drawn. */
  readonly within?: Partial<Figures>;
}

/** What is known of a call. */
export type KnownCall = { readonly kind: "open" } | ({ readonly kind: "settled" } & SettledCall);

const NOTHING: Figures = { quota: 0n, diem: 0n };

/** The channel of a voucher, or the one that is named. */
export function channelOf(of: SignedVoucher | PublicKey): PublicKey {
  return isSigned(of) ? of.voucher.channel : of;
}

/** Sets aside what a call may cost: see `ProviderLedger.reserve`. */
export function reserveCall(
  tracked: ProviderChannel,
  of: SignedVoucher | PublicKey,
  { callId, most, within = {} }: CallRequest,
  by: Acceptance,
): Reservation {
  requireCallId(callId);
  const known = knownCall(tracked, callId);
  if (known?.kind === "settled") throw endedCall("CallSettled", callId);
  if (known !== null) {
    throw voucherRefused("CallInProgress", {
      reason: `the call ${callId} is in progress`,
      next: "wait for its answer, or choose another id",
    });
  }
  const state = isSigned(of) ? admitted(tracked.state, of, by) : tracked.state;
  requireServable(state, by);
  const newest = usageOf(state).epoch;
  const named = isSigned(of) ? of.voucher.epoch : newest;
  const epoch = partOf(state, named) === undefined ? newest : named;
  const free = min(availableOf(state, by, epoch).quota, within.quota ?? U64_MAX);
  const parts = partsOf(most, { quota: free, price: state.terms.price });
  requireWithin(parts, within);
  const call = { id: callId, epoch, most: parts, used: NOTHING };
  tracked.put(withCall(state, call, by));
  return new Reservation(tracked, call);
}

/** What is known of a call: null for one that never came, was released or is not remembered any more. */
export function knownCall(tracked: ProviderChannel, id: string): KnownCall | null {
  if (tracked.state.calls.some((call) => call.id === id)) return { kind: "open" };
  const ended = tracked.ended(id);
  return ended === undefined ? null : { kind: "settled", epoch: ended.epoch, cost: ended.cost };
}

function isSigned(of: SignedVoucher | PublicKey): of is SignedVoucher {
  return "voucher" in of;
}

function requireWithin(needed: Figures, within: Partial<Figures>): void {
  const available = { quota: within.quota ?? U64_MAX, diem: within.diem ?? U64_MAX };
  if (needed.quota <= available.quota && needed.diem <= available.diem) return;
  throw voucherRefused("BeyondCeiling", {
    reason: `the call may cost ${amounts(needed)}, more than its consumer allows`,
    next: "offer less, or refuse it",
    context: { available, needed },
  });
}
