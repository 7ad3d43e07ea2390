import { U64_MAX } from "../integers";
import { BPS } from "../constants";
import { invalidAmount } from "../errors/amount-errors";

/**
 * Bounds around a quoted amount, `bps` basis points (0 to 10,000) to either side: `max` rounded up for what
 * may be taken, at most 2^64 - 1, `min` rounded down for what must be given.
 *
 * @throws `InvalidAmount` for other basis points.
 */
export function withSlippage({ amount, bps }: { readonly amount: bigint; readonly bps: number }): {
  readonly max: bigint;
  readonly min: bigint;
} {
  if (!Number.isInteger(bps) || bps < 0 || bps > BPS) {
    throw invalidAmount({ field: "bps", value: bps, type: "u16" });
  }
  const whole = BigInt(BPS);
  const max = (amount * (whole + BigInt(bps)) + whole - 1n) / whole;
  return { max: max > U64_MAX ? U64_MAX : max, min: (amount * (whole - BigInt(bps))) / whole };
}
