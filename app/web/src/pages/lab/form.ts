/** What the user chose, as the fields hold it: texts, checked when it is asked. @module */
import type { MarketAccount, quotes } from "@diem/sdk";
import { lab, markets, paths, rules, SimError, studies, world } from "@diem/sim";

/** The studies of the lab, by what people call them. */
export const STUDIES = {
  fan: "Over time",
  "heat-map": "Heat map",
  phase: "Supply and price",
  tornado: "What matters",
  sweep: "Shock by size",
  preview: "Other parameters",
} as const satisfies Partial<Record<lab.Question["study"], string>>;

export type Study = keyof typeof STUDIES;

/** The fields of the lab. */
export interface Form {
  readonly study: Study;
  readonly shock: paths.Shock;
  readonly figure: studies.FigureName;
  /** The shock that a sweep makes larger, and its sizes with commas between them. */
  readonly knob: paths.Knob;
  readonly values: string;
  readonly diemPrice: string;
  readonly vvvPrice: string;
  /** Credits a day; empty for what is used now. */
  readonly demand: string;
  readonly paths: string;
  readonly days: string;
  readonly seed: string;
  /** Parameters that differ from the market's, as in a market file. */
  readonly params: { readonly [name: string]: string };
}

const RATIOS = [0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.4];
const VVV_PRICES = [0.1, 0.25, 0.5, 1, 2, 4];
/** Points of a chart over time. */
const POINTS = 60;
export const SPREAD = 0.5;

/** Paths and days of a study unless the user says otherwise: all of them are answered in a second or two. */
export const SIZES: {
  readonly [Name in Study]: { readonly paths: string; readonly days: string };
} = {
  fan: { paths: "200", days: "365" },
  "heat-map": { paths: "20", days: "90" },
  phase: { paths: "12", days: "365" },
  tornado: { paths: "10", days: "180" },
  sweep: { paths: "10", days: "180" },
  preview: { paths: "100", days: "365" },
};

/** Sizes of each shock that a sweep begins with. */
export const VALUES: { readonly [Name in paths.Knob]: string } = {
  demand: "0.1,0.2,0.5,0.8,1.5,2,3",
  vvvPrice: "0.1,0.2,0.3,0.5,0.7,1.5,2",
  providersLeave: "0.1,0.3,0.6,0.9",
  whaleMint: "0.05,0.1,0.2,0.5",
  run: "0.1,0.25,0.5,0.75",
};

const DECIMAL = /^\d+(\.\d+)?$/;

function wrong(message: string, next: string): SimError {
  return new SimError("QuestionWrong", message, next);
}

/** A price in US dollars. */
export function priceOf(text: string, name: string): number {
  const value = DECIMAL.test(text.trim()) ? Number(text) : Number.NaN;
  if (value > 0 && Number.isFinite(value)) return value;
  throw wrong(
    text.trim() === "" ? `the price of ${name} is missing` : `"${text}" is not a price of ${name}`,
    "give a price in US dollars above zero, such as 2.5",
  );
}

/** Beliefs that differ from the usual ones. */
export function beliefsOf({ demand }: Form): { readonly [name: string]: number } {
  if (demand.trim() === "") return {};
  if (!DECIMAL.test(demand.trim()))
    throw wrong(`"${demand}" is not a demand`, "give credits a day, or leave it empty");
  return { demand: Number(demand) };
}

/** Days between two points of a chart. */
export function everyOf(days: number): number {
  return Math.max(1, Math.ceil(days / POINTS));
}

/** The sizes of a sweep. */
function valuesOf(text: string): number[] {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.every((part) => DECIMAL.test(part))) return parts.map(Number);
  throw wrong(`"${text}" is not a list of sizes`, "write figures with commas, such as 0.1,0.5,1");
}

function wholeOf(text: string): number {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN;
}

/**
 * The question of the fields about a market.
 *
 * @throws SimError, and `InvalidMarketFile` for parameters beyond the program's laws.
 */
export function questionOf(form: Form, { world: from, chain }: markets.LabMarket): lab.Question {
  const { study, figure, shock } = form;
  const [many, days, seed] = [form.paths, form.days, form.seed].map(wholeOf) as [
    number,
    number,
    number,
  ];
  const common = { shock: paths.shockOf({ ...shock }), paths: many, days, seed };
  switch (study) {
    case "fan":
    case "phase":
      return { study, ...common, every: everyOf(days) };
    case "heat-map":
      return { study, ...common, figure, ratios: RATIOS, vvvPrices: VVV_PRICES };
    case "tornado": {
      const factors = markets.factorsOf(chain, from.beliefs, SPREAD);
      return { study, ...common, figure, factors };
    }
    case "sweep":
      return { study, ...common, knob: form.knob, values: valuesOf(form.values) };
    case "preview": {
      if (Object.keys(form.params).length === 0)
        throw wrong("no parameter is changed", "write another figure beside at least one of them");
      const changed = markets.paramsWith(chain, form.params);
      return { study, ...common, proposed: rules.paramsOf(changed) };
    }
  }
}

/** Four digits of a price. */
function priceText(value: number): string {
  return Number.isFinite(value) && value > 0 ? String(Number(value.toPrecision(4))) : "";
}

/**
 * Prices that a form begins with: a credit at the reference price costs a dollar, and VVV is what the user said elsewhere
 * that it is worth in DIEM, or what the lab believes.
 */
export function firstPrices(
  { referencePrice }: MarketAccount,
  vvvPerDiem: quotes.PriceRatio | null,
): Pick<Form, "diemPrice" | "vvvPrice"> {
  const diemPrice = 1e9 / Number(referencePrice.current);
  const vvvPrice =
    vvvPerDiem === null
      ? world.DEFAULT_BELIEFS.vvvPrice
      : (diemPrice * Number(vvvPerDiem.denominator)) / Number(vvvPerDiem.numerator);
  return { diemPrice: priceText(diemPrice), vvvPrice: priceText(vvvPrice) };
}
