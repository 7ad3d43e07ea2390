import { DiemError } from "./diem-error";

/** An amount as the user wrote it, and its token. */
interface AmountText {
  readonly text: string;
  readonly symbol: string;
  readonly decimals: number;
}

/** Contexts of errors about numbers. */
export interface Contexts {
  /** A number that does not fit its type on chain, such as a negative one. Nothing was encoded or computed with it. */
  InvalidAmount: {
    /** Where the value was given, for example `args.amount`. */
    readonly field: string;
    readonly value: unknown;
    /** What fits, for example `u64`. */
    readonly type: string;
  };
  /** A text that is not a decimal number. */
  AmountUnreadable: AmountText;
  AmountNegative: AmountText;
  /** More decimals than the token has. */
  AmountTooFine: AmountText;
  /** More base units than 64 bits hold. */
  AmountTooLarge: AmountText;
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

const PROBLEMS = {
  AmountUnreadable: (amount: string) => `invalid ${amount}`,
  AmountNegative: (amount: string) => `the ${amount} is negative`,
  AmountTooFine: (amount: string, { decimals }: AmountText) =>
    `the ${amount} has more than ${String(decimals)} decimals`,
  AmountTooLarge: (amount: string) => `the ${amount} does not fit in 64 bits`,
};

export function amountText<Name extends keyof typeof PROBLEMS>(name: Name, context: AmountText) {
  return new DiemError<keyof typeof PROBLEMS>(name, {
    reason: PROBLEMS[name](`${context.symbol} amount "${context.text}"`, context),
    next: "use digits and at most one point, such as 12.5",
    context,
  });
}
