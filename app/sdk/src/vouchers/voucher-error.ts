/**
 * What was refused. A name that the program's errors have too means the same there.
 *
 * - `VoucherSizeWrong`, `VoucherTagWrong`, `VoucherTextWrong`: bytes or text that are no voucher.
 * - `VoucherClusterWrong`, `VoucherChannelWrong`, `VoucherSignerWrong`, `BadSignature`, `VoucherExpired`:
 *   a voucher that does not count here, or not for long enough.
 * - `UnusableKey`: a key that cannot sign vouchers.
 * - `NothingAuthorized`, `OverBudget`, `OverDeposit`, `OverQuota`: more, or less, than may be signed.
 * - `EpochPassed`, `QuotaNotBegun`: a quota of another epoch than the one that runs.
 * - `SignsDown`: a voucher below one that is already held, or below what is settled.
 * - `Uncovered`, `UsageFell`: a provider's figure that its consumer must not believe.
 * - `BeyondCeiling`: use that no voucher covers.
 * - `UnknownChannel`, `ChannelClosing`: a channel that the provider must not serve.
 * - `SignatureCountWrong`: too few or too many signatures for one instruction.
 * - `DamagedState`: an entry of a store that a ledger did not write.
 */
export type VoucherErrorName =
  | "VoucherSizeWrong"
  | "VoucherTagWrong"
  | "VoucherTextWrong"
  | "VoucherClusterWrong"
  | "VoucherChannelWrong"
  | "VoucherSignerWrong"
  | "BadSignature"
  | "VoucherExpired"
  | "UnusableKey"
  | "NothingAuthorized"
  | "OverBudget"
  | "OverDeposit"
  | "OverQuota"
  | "EpochPassed"
  | "QuotaNotBegun"
  | "SignsDown"
  | "Uncovered"
  | "UsageFell"
  | "BeyondCeiling"
  | "UnknownChannel"
  | "ChannelClosing"
  | "SignatureCountWrong"
  | "DamagedState";

/** A voucher, or what was asked of a ledger, was refused, and nothing was changed. The message says what to do. */
export class VoucherError extends Error {
  override readonly name: VoucherErrorName;

  constructor(name: VoucherErrorName, message: string, { cause }: { cause?: unknown } = {}) {
    super(message, { cause });
    this.name = name;
  }
}
