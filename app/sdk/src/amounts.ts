import { DIEM_DECIMALS } from "./constants";
import { amountText } from "./errors/amount-errors";
import { U64_MAX } from "./integers";

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** How amounts of a token are read and written. */
export interface Token {
  readonly symbol: string;
  readonly decimals: number;
}

/** DIEM, the same in every market. */
export const DIEM: Token = { symbol: "DIEM", decimals: DIEM_DECIMALS };

/** Credits of compute; the program counts micro-credits. */
export const CREDITS: Token = { symbol: "credits", decimals: 6 };

/** The VVV of a market, whose mint says how many decimals it has. */
export function vvvOf({ vvvDecimals }: { readonly vvvDecimals: number }): Token {
  return { symbol: "VVV", decimals: vvvDecimals };
}

/**
 * Base units of an amount as people write it: digits, and no more decimals than the token has. It is exact.
 *
 * @throws `AmountUnreadable`, `AmountNegative`, `AmountTooFine` or `AmountTooLarge`.
 *
 * @example
 * const diemAmount = parseAmount("5.25", DIEM); // 5_250_000_000n
 */
export function parseAmount(text: string, token: Token): bigint {
  const [, sign, whole, fraction = ""] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) throw amountText("AmountUnreadable", { text, ...token });
  if (sign === "-") throw amountText("AmountNegative", { text, ...token });
  if (fraction.length > token.decimals) throw amountText("AmountTooFine", { text, ...token });
  const amount = BigInt(whole + fraction.padEnd(token.decimals, "0"));
  if (amount > U64_MAX) throw amountText("AmountTooLarge", { text, ...token });
  return amount;
}

/**
 * Base units as people write them: whole tokens, exactly, without the symbol and without trailing zeros.
 *
 * @example
 * formatAmount(5_250_000_000n, DIEM); // "5.25"
 */
export function formatAmount(baseUnits: bigint, { decimals }: Pick<Token, "decimals">): string {
  const sign = baseUnits < 0n ? "-" : "";
  const digits = (baseUnits < 0n ? -baseUnits : baseUnits).toString();
  const padded = digits.padStart(decimals + 1, "0");
  const point = padded.length - decimals;
  const fraction = padded.slice(point).replace(/0+$/, "");
  return sign + padded.slice(0, point) + (fraction === "" ? "" : `.${fraction}`);
}
