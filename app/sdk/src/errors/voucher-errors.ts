import type { ContextOf } from "./catalogue";
import { DiemError, isDiemError } from "./diem-error";

/**
 * Refusals of a ledger. A name that is also a name of a program's error has the same meaning.
 *
 * - `VoucherSizeWrong`, `VoucherTagWrong`, `VoucherTextWrong`: bytes or text that are no voucher.
 * - `VoucherClusterWrong`, `VoucherChannelWrong`, `VoucherSignerWrong`, `BadSignature`, `VoucherExpired`: a voucher
 *   that is not valid here, or expires too soon.
 * - `UnusableKey`: a key that cannot sign vouchers.
 * - `NothingAuthorized`, `OverBudget`, `OverDeposit`, `OverQuota`: more, or less, than may be signed.
 * - `EpochPassed`, `QuotaNotBegun`: a quota of another epoch than the one that runs.
 * - `SignsDown`: a voucher below one that is already held, or below what is settled.
 * - `Uncovered`, `LedgerLost`: a provider's figure that is above the signed amount, or that the consumer cannot check.
 * - `BeyondCeiling`: a call that no voucher covers.
 * - `CallIdWrong`, `CallInProgress`, `CallSettled`, `CallReleased`: a call that cannot be opened or ended again.
 * - `UnknownChannel`, `ChannelClosing`, `PartitionWrong`: a channel that the provider must not serve, or not here.
 * - `SignatureCountWrong`: too few or too many signatures for one instruction.
 * - `DamagedState`: an entry of a store that a ledger did not write.
 */
export const VOUCHER_ERRORS = [
  "VoucherSizeWrong",
  "VoucherTagWrong",
  "VoucherTextWrong",
  "VoucherClusterWrong",
  "VoucherChannelWrong",
  "VoucherSignerWrong",
  "BadSignature",
  "VoucherExpired",
  "UnusableKey",
  "NothingAuthorized",
  "OverBudget",
  "OverDeposit",
  "OverQuota",
  "EpochPassed",
  "QuotaNotBegun",
  "SignsDown",
  "Uncovered",
  "LedgerLost",
  "BeyondCeiling",
  "CallIdWrong",
  "CallInProgress",
  "CallSettled",
  "CallReleased",
  "UnknownChannel",
  "ChannelClosing",
  "PartitionWrong",
  "SignatureCountWrong",
  "DamagedState",
] as const;

/** A name of {@link VOUCHER_ERRORS}. */
export type VoucherErrorName = (typeof VOUCHER_ERRORS)[number];

/** Of DIEM or quota: the limit of all vouchers, the ceiling that was asked for, and the most beyond what is used. */
interface Shortage {
  readonly held: bigint;
  readonly needed: bigint;
  readonly mostPossible: bigint;
  readonly decimals: number;
}

/** DIEM base units and micro-credits. */
interface Parts {
  readonly diem: bigint;
  readonly quota: bigint;
}

/** What refusals of vouchers carry, by name; those that are not here carry nothing. */
export interface Contexts {
  readonly OverBudget: Shortage;
  readonly OverDeposit: Shortage;
  readonly OverQuota: Shortage;
  readonly BeyondCeiling: { readonly available: Parts; readonly needed: Parts };
}

/** What a refusal of a voucher says. */
type VoucherRefusal<Name extends VoucherErrorName> = {
  readonly reason: string;
  readonly next: string;
  readonly cause?: unknown;
} & (Name extends keyof Contexts ? { readonly context: Contexts[Name] } : object);

/** A voucher, or what was asked of a ledger, was refused, and nothing was changed. */
export function voucherRefused<Name extends VoucherErrorName>(
  name: Name,
  told: VoucherRefusal<Name>,
) {
  const { context = {}, ...rest } = told as VoucherRefusal<Name> & { readonly context?: object };
  return new DiemError(name, { ...rest, context: context as ContextOf<Name> });
}

/**
 * Whether a thrown value is a refusal by a ledger, and not a fault. A server answers 402 to a refusal and 500 to a
 * fault.
 */
export function isVoucherError(thrown: unknown): thrown is DiemError<VoucherErrorName> {
  return isDiemError(thrown) && (VOUCHER_ERRORS as readonly string[]).includes(thrown.name);
}
