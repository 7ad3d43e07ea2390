import { DiemError } from "./diem-error";

/** What errors about numbers carry. */
export interface Contexts {
  /** A number that does not fit its type on chain. Nothing was encoded or computed with it. */
  InvalidAmount: {
    /** Where the value was given, for example `args.amount`. */
    readonly field: string;
    readonly value: unknown;
    /** What fits, for example `u64`. */
    readonly type: string;
  };
}

/** JavaScript numbers; all wider ones are bigints. */
const NUMBERS = ["u8", "u16", "u32"];

export function invalidAmount(context: Contexts["InvalidAmount"]) {
  const { field, value, type } = context;
  const kind = NUMBERS.includes(type) ? "a whole number" : "a bigint";
  const negative = typeof value === "bigint" && value < 0n && type.startsWith("u");
  return new DiemError("InvalidAmount", {
    reason: `${field} is ${String(value)}${negative ? ", which is negative" : ""}`,
    next: `pass ${kind} within the range of ${type}`,
    context,
  });
}
