/** A figure as it is written: `digits / 10^places`, without a zero at its end. */
export interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

/** Reads `0.25` or `90`; null for anything else, signs and exponents included. */
export function readDecimal(text: string): Decimal | null {
  const [matched, whole = "", fraction = ""] = /^(0|[1-9]\d*)(?:\.(\d+))?$/.exec(text) ?? [];
  if (matched === undefined) return null;
  const kept = fraction.replace(/0+$/, "");
  return { digits: BigInt(whole + kept), places: kept.length };
}

/** In units of `10^-decimals`; null if the figure is finer than that. */
export function scaled({ digits, places }: Decimal, decimals: number): bigint | null {
  return places > decimals ? null : digits * 10n ** BigInt(decimals - places);
}

/** Writes a count of units of `10^-decimals` in the shortest way. */
export function writeDecimal(units: bigint, decimals: number): string {
  const digits = units.toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  return fraction === "" ? whole : `${whole}.${fraction}`;
}
