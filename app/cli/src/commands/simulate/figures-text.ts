import type { studies } from "@diem/sim";

/** What people call a figure, with its unit. */
export const LABELS: { readonly [Name in studies.FigureName]: string } = {
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

/** A figure for people: four digits, no exponents. */
export function shown(name: studies.FigureName, value: number): string {
  return round(name === "coverage" || name === "backing" ? value * 100 : value);
}

/** Four digits, in groups of three, no exponents. */
export function round(value: number): string {
  const size = Math.abs(value);
  const places =
    size >= 1_000 || size === 0 ? 0 : Math.max(0, Math.min(9, 3 - Math.floor(Math.log10(size))));
  return new Intl.NumberFormat("en-US", { maximumFractionDigits: places }).format(value);
}

/** A change in parts of one, as a percentage with its sign. */
export function percentage(part: number): string {
  const value = part * 100;
  const sign = value > 0 ? "+" : "";
  return `${sign}${round(value)} %`;
}
