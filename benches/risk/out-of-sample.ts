/** What the lab says of days that it was not fitted to: the noise of its paths against the history of another token. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { paths, studies, world } from "@diem/sim";

const PATHS = 2_000;
const DAYS_OF_YEAR = 365;
const MONTH = 30;
/** Return of demand to its trend in a day, as the lab has it, and what a month's mean leaves of its deviation. */
const REVERSION = 0.03;
const OF_MONTH = 0.87;

/** A column of a CSV file, as numbers. */
export function columnOf(path: string, name: string): number[] {
  const [head = "", ...lines] = readFileSync(path, "utf8").trim().split("\n");
  const at = head.split(",").indexOf(name);
  return lines.map((line) => Number(line.split(",")[at]));
}

/** A market in which nobody does anything: only prices and demand move. */
function idle(beliefs: Partial<world.Beliefs>): world.World {
  const nobody = { providers: 0, minters: 0, stakers: 1, ...beliefs };
  return world.beginWorld(studies.defaultParams(1_000), world.beliefsOf(nobody));
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function deviationOf(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

const percentage = (part: number) => `${Math.round(part * 100)} %`;

/** HNT's price of a year: volatility of its first half, ends of 30 days in its second. */
export function tokenPrice(folder: string): string {
  const prices = columnOf(join(folder, "hnt_daily_price.csv"), "hnt_price_usd");
  const half = Math.floor(prices.length / 2);
  const volatility = (days: readonly number[]) => {
    const returns = days.slice(1).map((price, nth) => Math.log(price / (days[nth] ?? Number.NaN)));
    return deviationOf(returns) * Math.sqrt(DAYS_OF_YEAR);
  };
  const [fitted, later] = [prices.slice(0, half), prices.slice(half)].map(volatility);
  const within = (vvvVolatility: number) => {
    const from = idle({ vvvVolatility });
    const ends = Array.from({ length: PATHS }, (_, seed) => {
      const { around } = paths.runPath({ from, seed, days: MONTH });
      return around.vvvPrice / from.around.vvvPrice;
    });
    const [low, high] = [0.05, 0.95].map((part) => studies.quantile(ends, part));
    const starts = prices.slice(half, prices.length - MONTH);
    const inside = starts.filter((price, nth) => {
      const moved = (prices[half + nth + MONTH] ?? Number.NaN) / price;
      return moved >= (low ?? NaN) && moved <= (high ?? NaN);
    });
    return percentage(inside.length / starts.length);
  };
  const usual = world.DEFAULT_BELIEFS.vvvVolatility;
  return `of the 30 days after each day of the second half, ${within(fitted ?? NaN)} end within 5 to 95 % of the paths (90 % expected; windows overlap). Volatility ${percentage(fitted ?? NaN)} in the first half, ${percentage(later ?? NaN)} in the second. With the default of ${percentage(usual)}: ${within(usual)}`;
}

/** Helium's use by month: trend and spread of its first half, months of its second. */
export function demand(folder: string): string {
  const burnt = columnOf(join(folder, "helium_bme_monthly.csv"), "dc_burn_usd").map(Math.log);
  const half = Math.floor(burnt.length / 2);
  const first = burnt.slice(0, half);
  const [x, y] = [(half - 1) / 2, mean(first)];
  const slope =
    first.reduce((sum, value, nth) => sum + (nth - x) * (value - y), 0) /
    first.reduce((sum, _, nth) => sum + (nth - x) ** 2, 0);
  const spread = deviationOf(first.map((value, nth) => value - y - slope * (nth - x)));
  const demandVolatility = (spread / OF_MONTH) * Math.sqrt(2 * REVERSION * DAYS_OF_YEAR);
  const demandGrowth = Math.exp((slope * DAYS_OF_YEAR) / MONTH) - 1;
  const from = idle({ demandGrowth, demandVolatility });
  const all = Array.from({ length: PATHS }, (_, seed) => {
    const months = burnt.map(() => 0);
    const observe = ({ around }: world.World, day: number) => {
      const month = Math.floor((day - 1) / MONTH);
      months[month] = (months[month] ?? 0) + around.demand / MONTH;
    };
    paths.runPath({ from, seed, days: burnt.length * MONTH, observe });
    return months;
  });
  // paths begin on their trend, half a month before the middle of the first month
  const begun = y - slope * (x + 0.5);
  const inside = burnt.filter((value, nth) => {
    if (nth < half) return false;
    const months = all.map((path) => begun + Math.log(path[nth] ?? Number.NaN));
    const [low, high] = [0.05, 0.95].map((part) => studies.quantile(months, part));
    return value >= (low ?? NaN) && value <= (high ?? NaN);
  });
  const usual = world.DEFAULT_BELIEFS.demandVolatility;
  return `${inside.length} of the last ${burnt.length - half} months within 5 to 95 % of the paths (90 % expected). Growth ${percentage(demandGrowth)} a year and \`demandVolatility\` ${demandVolatility.toFixed(1)} in the first half; the default is ${usual}`;
}
