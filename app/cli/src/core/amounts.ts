import { UsageError } from "./errors";

const U64_MAX = 2n ** 64n - 1n;
const DECIMAL = /^(\d+)(?:\.(\d+))?$/;

/** An amount in scripts' output: whole tokens as people write them, and base units as the chain counts them. */
export interface JsonAmount {
  readonly amount: string;
  readonly baseUnits: string;
}

/** How a token's amounts are read and written: whole tokens outside, base units inside. */
export class Token {
  constructor(
    readonly symbol: string,
    readonly decimals: number,
  ) {}

  /** The least amount, for example `0.000001 CREDITS`. */
  get finest(): string {
    return this.format(1n);
  }

  /**
   * Base units of an amount as people write it: digits, and no more decimals than the token has.
   *
   * @throws UsageError `AmountInvalid`, `AmountTooFine` or `AmountTooLarge`.
   */
  parse(text: string): bigint {
    const [, whole, fraction = ""] = DECIMAL.exec(text) ?? [];
    if (whole === undefined) {
      throw this.refusal("AmountInvalid", `"${text}" is no amount of ${this.symbol}`);
    }
    if (fraction.length > this.decimals) {
      throw this.refusal("AmountTooFine", `"${text}" has more decimals than ${this.symbol}`);
    }
    const amount = BigInt(whole + fraction.padEnd(this.decimals, "0"));
    if (amount <= U64_MAX) return amount;
    throw this.refusal("AmountTooLarge", `"${text}" is more than ${this.symbol} can count`);
  }

  /** Like {@link parse}, and refuses zero. */
  parsePositive(text: string): bigint {
    const amount = this.parse(text);
    if (amount > 0n) return amount;
    throw this.refusal("AmountZero", `the amount of ${this.symbol} is zero`);
  }

  /** Whole tokens, exactly, without the symbol. */
  plain(baseUnits: bigint): string {
    const sign = baseUnits < 0n ? "-" : "";
    const digits = (baseUnits < 0n ? -baseUnits : baseUnits).toString();
    const padded = digits.padStart(this.decimals + 1, "0");
    const point = padded.length - this.decimals;
    const fraction = padded.slice(point).replace(/0+$/, "");
    return sign + padded.slice(0, point) + (fraction === "" ? "" : `.${fraction}`);
  }

  /** Whole tokens, exactly, with the symbol: `1.5 VVV`. */
  format(baseUnits: bigint): string {
    return `${this.plain(baseUnits)} ${this.symbol}`;
  }

  json(baseUnits: bigint): JsonAmount {
    return { amount: this.plain(baseUnits), baseUnits: baseUnits.toString() };
  }

  private refusal(name: string, message: string): UsageError {
    const form = `give whole tokens in plain digits, such as 12 or 12.5`;
    const next = `${form}; the least is ${this.finest} and the most ${this.format(U64_MAX)}`;
    return new UsageError({ name, message, next });
  }
}
