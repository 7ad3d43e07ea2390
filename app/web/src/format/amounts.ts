import { formatAmount, type Token } from "@diem/sdk";

/** Decimals that are shown where nobody asked for the exact amount. */
const SHOWN_DECIMALS = 6;
const GROUPED = /(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])/g;
const NUMBERS = /\d+(\.\d+)?/g;
const THOUSANDS = /\B(?=(\d{3})+(?!\d))/g;

/** A decimal text with commas between thousands: `1234567.5` is `1,234,567.5`, in every locale. */
export function grouped(decimal: string): string {
  const [whole = "", fraction] = decimal.split(".");
  const shown = whole.replace(THOUSANDS, ",");
  return fraction === undefined ? shown : `${shown}.${fraction}`;
}

/** A text with commas between the thousands of each number in it: `at most 400000 DIEM` is `at most 400,000 DIEM`. */
export function groupedIn(text: string): string {
  return text.replace(NUMBERS, grouped);
}

/** Takes commas between thousands out of the numbers of a text. Any other comma stays, such as that of `1,5`: it is no point. */
export function ungrouped(text: string): string {
  return text.replace(GROUPED, (digits) => digits.replaceAll(",", ""));
}

/** An amount, exactly, without its symbol. */
export function exactAmount(baseUnits: bigint, token: Pick<Token, "decimals">): string {
  return grouped(formatAmount(baseUnits, token));
}

/** An amount cut after six decimals, without its symbol; what is cut to nothing shows as under the least that shows. */
export function shownAmount(
  baseUnits: bigint,
  { decimals }: Pick<Token, "decimals">,
  most = SHOWN_DECIMALS,
): string {
  if (decimals <= most) return exactAmount(baseUnits, { decimals });
  const step = 10n ** BigInt(decimals - most);
  const cut = baseUnits / step;
  if (cut === 0n && baseUnits !== 0n) {
    return `${baseUnits < 0n ? "-" : ""}<0.${"0".repeat(most - 1)}1`;
  }
  return grouped(formatAmount(cut, { decimals: most }));
}

/** Basis points as percent with two decimals: `1234n` is `12.34 %`. */
export function percentOfBps(bps: bigint | number): string {
  return `${grouped(formatAmount(BigInt(bps), { decimals: 2 }))} %`;
}

/** SOL of lamports, exactly, without its symbol. */
export function sol(lamports: bigint): string {
  return exactAmount(lamports, { decimals: 9 });
}
