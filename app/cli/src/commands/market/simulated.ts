import type { MarketParams } from "@diem/sdk";
import type { previews, studies } from "@diem/sim";
import type { MarketContext, Session, Text } from "../../core";
import { LABELS, percentage, round, shown } from "../simulate/figures-text";
import { completed, labPackage } from "../simulate/lab";
import { liveWorld, type WorldOptions } from "../simulate/world";

const PATHS = 100;
const DAYS = 365;
const SEED = 1;

/** What the proposed parameters may do to the market: for people, and for scripts. */
export interface Simulated {
  readonly text: Text;
  readonly json: object;
}

/** Runs the market under its own and under the proposed parameters, on the same paths. */
export async function simulated(
  session: Session,
  on: MarketContext,
  { params, options }: { readonly params: MarketParams; readonly options: WorldOptions },
): Promise<Simulated> {
  const { previews: lab, rules, stampOf } = await labPackage();
  const { vvvDecimals, epochSecs } = on.market;
  const from = await liveWorld(session, on, options);
  const proposed = rules.paramsOf({ params, vvvDecimals, epochSecs });
  const size = { days: DAYS, paths: PATHS };
  const study = lab.preview({ from, proposed, ...size, seed: SEED });
  const preview = await completed(session, study, PATHS);
  return {
    text: textOf(preview),
    json: { ...stampOf(from, SEED, { ...size, proposed }), ...preview },
  };
}

function textOf({ days, paths, now, proposed, changes, income, flags }: previews.Preview): Text {
  const names = Object.keys(LABELS) as studies.FigureName[];
  const sure = ({ low, high }: studies.Estimate) => low > 0 || high < 0;
  const figures = names.map((name) => [
    LABELS[name],
    shown(name, now[name]),
    shown(name, proposed[name]),
    sure(changes[name]) ? percentage(changes[name].mean) : "unclear",
  ]);
  const incomes = Object.entries(income).map(([party, change]) => [
    party,
    sure(change) ? `${change.mean > 0 ? "+" : ""}${round(change.mean)}` : "unclear",
  ]);
  return [
    `what the risk lab expects: means of ${paths} paths`,
    { head: [`after ${days} days`, "as it is", "proposed", "change"], rows: figures },
    { head: ["income of", "change, USD a year"], rows: incomes },
    ...flags.map(({ name, reason }) => `red flag: ${name}: ${reason}`),
  ];
}
