import { invalidAmount } from "../errors/amount-errors";
import { foreseen } from "../errors/program-errors";

/** Throws `InvalidAmount` for a negative amount, and `ZeroAmount` for nothing. */
export function requirePositive(field: string, value: bigint): void {
  if (value < 0n) throw invalidAmount({ field, value, type: "u64" });
  if (value === 0n) throw foreseen("ZeroAmount");
}
