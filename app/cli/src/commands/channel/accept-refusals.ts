import { errors, type vouchers } from "@diem/sdk";
import { CREDITS, DIEM, RefusedError } from "../../core";

const amounts = ({ diem, quota }: vouchers.Figures) =>
  `${DIEM.format(diem)} and ${CREDITS.format(quota)} of quota`;

/** The refusal of a total below the amount that is already counted. */
export function totalTooLow(usage: vouchers.Figures): RefusedError {
  return new RefusedError({
    name: "UsedFell",
    message: `${amounts(usage)} are recorded as used already`,
    next: "give what was used of the channel so far, or one call's cost with --call and --cost",
  });
}

/** The ledger's refusals, with amounts in the user's units, and with what to do. */
export function inAmounts(
  error: unknown,
  held: ReturnType<vouchers.ProviderLedger["latest"]>,
): unknown {
  if (errors.isDiemError(error, "BeyondCeiling")) {
    const { available, needed } = error.context;
    return new RefusedError({
      name: error.name,
      message: `the newest voucher covers ${amounts(available)} more, not ${amounts(needed)}`,
      next: "ask the consumer for a higher voucher",
      cause: error,
    });
  }
  if (errors.isDiemError(error, "SignsDown") && held !== null) {
    return new RefusedError({
      name: error.name,
      message: `a voucher for ${amounts(held.signed.voucher)} is already stored, and this one has lower amounts`,
      next: "ask for a newer one; a consumer that lost its newest one restores it with `diem channel restore` from what `diem channel show` prints here",
      cause: error,
    });
  }
  return error;
}
