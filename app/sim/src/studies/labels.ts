import type { FigureName } from "./figures";

/** What people call a figure, with its unit. */
export const LABELS: { readonly [Name in FigureName]: string } = {
  diemPrice: "DIEM price, USD",
  supply: "supply, DIEM",
  target: "target, DIEM",
  locked: "locked, VVV",
  staked: "staked, VVV",
  sold: "sold, credits a day",
  quotaOffered: "quota offered, credits",
  quotaServed: "quota served, credits",
  capacity: "capacity, credits",
  coverage: "coverage of quota, %",
  reference: "reference price, USD",
  backing: "backing of DIEM, %",
  quotaPool: "quota pool, DIEM",
};

/** A figure as its label says it: coverage and backing in percent. */
export function inUnit(name: FigureName, value: number): number {
  return name === "coverage" || name === "backing" ? value * 100 : value;
}

/** A figure for people: four digits, no exponents. */
export function shown(name: FigureName, value: number): string {
  return round(inUnit(name, value));
}

/** Four digits, in groups of three, no exponents. */
export function round(value: number): string {
  const size = Math.abs(value);
  const places =
    size >= 1_000 || size === 0 ? 0 : Math.max(0, Math.min(9, 3 - Math.floor(Math.log10(size))));
  return new Intl.NumberFormat("en-US", { maximumFractionDigits: places }).format(value);
}
