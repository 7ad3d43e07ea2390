/** What the lab is held against. */
import { join } from "node:path";
import { paths, rules, studies, world } from "@diem/sim";
import { columnOf } from "./out-of-sample";

const PATHS = 10_000;
const DAYS = 365;
const EXIT_DAYS = 30;
const MARKETS = 50;

/** Runs many paths through all scenarios, and counts steps that break a law and days on which somebody could not leave. */
export function conservation() {
  const markets = Array.from({ length: MARKETS }, (_, nth) => studies.randomMarket(nth + 1));
  const scenarios = [paths.CALM, ...paths.SCENARIOS];
  let [steps, broken, stuck] = [0, 0, 0];
  for (let nth = 0; nth < PATHS; nth++) {
    const from = markets[nth % MARKETS];
    const scenario = scenarios[nth % scenarios.length];
    if (from === undefined || scenario === undefined) continue;
    paths.runPath({
      from,
      seed: nth,
      days: DAYS,
      scenario: paths.scenarioUnder(scenario.shock),
      observe: (after, day) => {
        steps += 1;
        if (world.brokenLaw(after, from) !== null) broken += 1;
        if (day % EXIT_DAYS === 0 && !world.canAllLeave(after)) stuck += 1;
      },
    });
  }
  return { paths: PATHS, steps, broken, stuck };
}

/** Supply, target and published rate of Venice's curve: its first day, and 18 September 2026. */
const PUBLISHED = [
  { supply: 10_000, target: 38_000, rate: 93.34 },
  { supply: 37_759.6, target: 40_000, rate: 484.1 },
] as const;

/** The rates of the rules at published points. */
export function curvePoints(): string {
  const params = studies.defaultParams(100_000);
  return PUBLISHED.map(({ supply, target, rate }) => {
    const found = rules.marginalRate(params, target, supply);
    return `${found.toFixed(2)} VVV at ${supply} of ${target} DIEM (published ${rate})`;
  }).join(", ");
}

/** How far tokens burnt are from dollars over the month's average price. */
export function heliumMonths(folder: string): string {
  const column = (name: string) => columnOf(join(folder, "helium_bme_monthly.csv"), name);
  const [dollars, prices] = [column("dc_burn_usd"), column("hnt_price_avg")];
  const errors = column("hnt_burned").map((burnt, nth) => {
    const expected = (dollars[nth] ?? Number.NaN) / (prices[nth] ?? Number.NaN);
    return Math.abs(burnt / expected - 1);
  });
  const middle = studies.quantile(errors, 0.5);
  const most = studies.quantile(errors, 1);
  return `${errors.length} months: median error ${(middle * 100).toFixed(1)} %, largest ${(most * 100).toFixed(1)} %`;
}
