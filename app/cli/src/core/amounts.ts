import { errors, formatAmount, parseAmount, type Token as SdkToken, U64_MAX } from "@diem/sdk";
import { type ErrorDetails, UsageError } from "./errors";

/** An amount in JSON output: in whole tokens and in base units. */
export interface JsonAmount {
  readonly amount: string;
  readonly baseUnits: string;
}

/** How a token's amounts are read and written: whole tokens outside, base units inside. */
export class Token implements SdkToken {
  readonly symbol: string;
  readonly decimals: number;

  constructor({ symbol, decimals }: SdkToken) {
    this.symbol = symbol;
    this.decimals = decimals;
  }

  /** The least amount, for example `0.000001 CREDITS`. */
  get finest(): string {
    return this.format(1n);
  }

  /**
   * Base units of an amount as people write it: digits, and no more decimals than the token has.
   *
   * @throws UsageError `AmountUnreadable`, `AmountNegative`, `AmountTooFine` or `AmountTooLarge`.
   */
  parse(text: string): bigint {
    try {
      return parseAmount(text, this);
    } catch (cause) {
      if (!errors.isDiemError(cause)) throw cause;
      throw this.refusal({ name: cause.name, message: cause.reason, cause });
    }
  }

  /** Like {@link parse}, and refuses zero. */
  parsePositive(text: string): bigint {
    const amount = this.parse(text);
    if (amount > 0n) return amount;
    throw this.refusal({ name: "AmountZero", message: `the amount of ${this.symbol} is zero` });
  }

  /** Whole tokens, exactly, without the symbol. */
  plain(baseUnits: bigint): string {
    return formatAmount(baseUnits, this);
  }

  /** Whole tokens, exactly, with the symbol: `1.5 VVV`. */
  format(baseUnits: bigint): string {
    return `${this.plain(baseUnits)} ${this.symbol}`;
  }

  json(baseUnits: bigint): JsonAmount {
    return { amount: this.plain(baseUnits), baseUnits: baseUnits.toString() };
  }

  private refusal(told: Pick<ErrorDetails, "name" | "message" | "cause">): UsageError {
    const form = `use digits and at most one point, such as 12.5`;
    const next = `${form}; the minimum is ${this.finest} and the maximum ${this.format(U64_MAX)}`;
    return new UsageError({ ...told, next });
  }
}
