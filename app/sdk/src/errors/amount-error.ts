/** An integer that does not fit its type on chain. Nothing was encoded or computed with it. */
export class AmountError extends RangeError {
  override readonly name = "AmountError";
  /** Where the value was given, for example `args.amount`. */
  readonly field: string;
  readonly value: unknown;

  constructor({ field, value, type }: { field: string; value: unknown; type: string }) {
    const kind = ["u8", "u16", "u32"].includes(type) ? "a whole number" : "a bigint";
    super(`${field} is ${String(value)}: pass ${kind} within the range of ${type}`);
    this.field = field;
    this.value = value;
  }
}
