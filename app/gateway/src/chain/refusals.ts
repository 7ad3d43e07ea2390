import { errors } from "@diem/sdk";
import type { ProblemCode } from "@diem/wire";
import type { ChannelStatus } from "../calls/channels";
import { statusMembers } from "../calls/voucher-too-low";
import { Refusal } from "../refusal";
import { StoreFailure } from "../store/gateway-store";

/** The refusal for each rule of the ledger. */
const CODES: Readonly<Partial<Record<string, ProblemCode>>> = {
  SignsDown: "voucher-too-low",
  BeyondCeiling: "voucher-too-low",
  EpochPassed: "quota-epoch-passed",
  QuotaNotBegun: "quota-epoch-passed",
  OverDeposit: "over-deposit",
  ChannelClosing: "channel-closing",
  OverQuota: "bad-voucher",
  BadSignature: "bad-voucher",
  VoucherClusterWrong: "bad-voucher",
  VoucherSignerWrong: "bad-voucher",
  VoucherExpired: "bad-voucher",
  UnknownChannel: "bad-voucher",
  CallInProgress: "call-in-progress",
  CallSettled: "call-served",
};

/**
 * Rules that are checked before the signature. A caller that breaks them has not proved that it owns the channel. So it
 * does not see the newest voucher, which it could spend.
 */
const UNPROVEN: ReadonlySet<string> = new Set([
  "BadSignature",
  "VoucherClusterWrong",
  "VoucherSignerWrong",
  "UnknownChannel",
  "CallInProgress",
  "CallSettled",
]);

/** How long a connection waits that has sent a bad signature: checking one takes as long as serving a call. */
const BAD_SIGNATURE_MS = 1_000;

/** Converts a ledger's error to a refusal; returns other errors unchanged. */
export function refusalOf(error: unknown, status: ChannelStatus): unknown {
  const lost = errors.isDiemError(error, "StoreConflict");
  if (lost || error instanceof StoreFailure) return storeUnavailable(error);
  const code = errors.isDiemError(error) ? CODES[error.name] : undefined;
  if (code === undefined) return error;
  const { name: rule, message: detail } = error as Error;
  const shown = UNPROVEN.has(rule) ? {} : statusMembers(status);
  const delayMs = rule === "BadSignature" ? BAD_SIGNATURE_MS : 0;
  return new Refusal(code, { detail, members: { rule, ...shown }, delayMs, cause: error });
}

/** The refusal while nothing can be stored. */
export function storeUnavailable(cause: unknown): Refusal {
  const detail = "the gateway cannot store the call: try again later, and tell the provider";
  return new Refusal("store-unavailable", { detail, cause });
}
