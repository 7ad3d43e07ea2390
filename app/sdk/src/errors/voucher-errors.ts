import type { ContextOf } from "./catalogue";
import { DiemError, isDiemError } from "./diem-error";

/**
 * What a ledger refuses. A name that the program's errors have too means the same there.
 *
 * - `VoucherSizeWrong`, `VoucherTagWrong`, `VoucherTextWrong`: bytes or text that are no voucher.
 * - `VoucherClusterWrong`, `VoucherChannelWrong`, `VoucherSignerWrong`, `BadSignature`, `VoucherExpired`:
 *   a voucher that does not count here, or not for long enough.
 * - `UnusableKey`: a key that cannot sign vouchers.
 * - `NothingAuthorized`, `OverBudget`, `OverDeposit`, `OverQuota`: more, or less, than may be signed.
 * - `EpochPassed`, `QuotaNotBegun`: a quota of another epoch than the one that runs.
 * - `SignsDown`: a voucher below one that is already held, or below what is settled.
 * - `Uncovered`, `LedgerLost`: a provider's figure that its consumer must not believe, or that it cannot judge.
 * - `BeyondCeiling`: a call that no voucher covers.
 * - `CallIdWrong`, `CallInProgress`, `CallSettled`, `CallReleased`: a call that cannot be opened, or ended, once more.
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
 * Whether something that was thrown refuses a voucher, or what was asked of a ledger, as opposed to a fault: a server
 * answers 402 to the former and 500 to the latter.
 */
export function isVoucherError(thrown: unknown): thrown is DiemError<VoucherErrorName> {
  return isDiemError(thrown) && (VOUCHER_ERRORS as readonly string[]).includes(thrown.name);
}
