import { errors, type MarketStanding, quotes } from "@diem/sdk";

/** What the quote gives, or the program's refusal where the supply is outside of the mint curve. */
export function unlessRefused<Value>(quote: () => Value): Value | errors.DiemError {
  try {
    return quote();
  } catch (error) {
    if (errors.isDiemError(error)) return error;
    throw error;
  }
}

/** A point of the mint curve: what the next DIEM locks at a supply. */
export interface RatePoint {
  /** DIEM base units. */
  readonly supply: bigint;
  /** VVV base units per whole DIEM. */
  readonly rate: bigint;
}

/** The mint curve from supply zero to beyond target and supply, as far as it goes; empty where nobody can mint at all. */
export function ratePoints(
  { market, supply, now }: Pick<MarketStanding, "market" | "supply" | "now">,
  steps: number,
): RatePoint[] {
  const curve = quotes.curveOf({ market, now });
  const largest = quotes.curve.largestSupply(curve);
  const beyond = [(curve.target * 5n) / 4n, (supply * 11n) / 10n];
  const wanted = beyond.reduce((most, one) => (one > most ? one : most));
  const end = wanted < largest ? wanted : largest;
  return Array.from({ length: steps + 1 }, (_, nth) => (end * BigInt(nth)) / BigInt(steps)).flatMap(
    (at) => {
      const rate = unlessRefused(() => quotes.marginalRate({ market, supply: at, now }));
      return typeof rate === "bigint" ? [{ supply: at, rate }] : [];
    },
  );
}

/** `part` of `whole` as a number from 0 on, for a drawing. */
export function shareOf(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * 100_000n) / whole) / 100_000;
}
