import { Option } from "commander";
import type { studies } from "@diem/sim";
import { knownIn, labPackage } from "./lab";

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

/** Whether an interval of 95 % leaves out zero. */
export function isSure({ low, high }: studies.Estimate): boolean {
  return low > 0 || high < 0;
}

/** A mean change in percent and half the width of its interval. */
export function estimated({ mean, high }: studies.Estimate): string {
  const percent = (part: number) => (part * 100).toFixed(1);
  return `${mean > 0 ? "+" : ""}${percent(mean)} ± ${percent(high - mean)}`;
}

/** The option that names a figure. */
export function figureOption(usual: studies.FigureName): Option {
  return new Option("--figure <name>", "figure that is looked at").default(usual);
}

/** The figure that the option names. */
export async function figureOf(text: string): Promise<studies.FigureName> {
  const { studies: lab } = await labPackage();
  return knownIn(text, "--figure", lab.FIGURES);
}
