/** What a change of parameters may do to a market. @module */
import { NO_SHOCK, runPath, scenarioUnder, type Shock } from "../paths";
import type { Params } from "../rules";
import {
  change,
  type Estimate,
  estimate,
  FIGURES,
  type FigureName,
  type Figures,
  figuresOf,
} from "../studies";
import type { World } from "../world";
import { attackable } from "./attackable";
import { dangerous, type Flag } from "./flags";
import { type Income, incomeOf, PARTIES } from "./income";
import { funding, Watch } from "./watch";

/** What a preview compares: the same paths under both sets of parameters. */
export interface Preview {
  readonly days: number;
  readonly paths: number;
  /** Means at the end, and the mean change of each figure in parts of it. */
  readonly now: { readonly [Name in FigureName]: number };
  readonly proposed: { readonly [Name in FigureName]: number };
  readonly changes: { readonly [Name in FigureName]: Estimate };
  /** Change of each party's income of the last day, in dollars a year. */
  readonly income: { readonly [Party in keyof Income]: Estimate };
  readonly flags: readonly Flag[];
}

/** What is compared. */
export interface PreviewInput {
  /** The market as it is, under its present parameters. */
  readonly from: World;
  /** What happens to it under both. */
  readonly shock?: Shock;
  readonly proposed: Params;
  readonly days: number;
  readonly paths: number;
  readonly seed: number;
}

/**
 * Runs a market under its present and under proposed parameters, on the same random paths, and says who gains, who
 * loses, and what is in a dangerous range. The proposed ones count from the first day on. Yields after each path, and after
 * each attempt at an attack, how many are done.
 */
export function* preview({
  from,
  shock = NO_SHOCK,
  proposed,
  days,
  paths,
  seed,
}: PreviewInput): Generator<number, Preview> {
  const changed: World = { ...from, params: proposed };
  const scenario = scenarioUnder(shock);
  const pairs: { readonly now: World; readonly then: World }[] = [];
  const watch = new Watch();
  for (let nth = 0; nth < paths; nth++) {
    const way = { seed: seed + nth, days, scenario };
    const now = runPath({ ...way, from });
    const then = runPath({ ...way, from: changed, observe: (world) => watch.see(world) });
    watch.endPath(then);
    pairs.push({ now, then });
    yield nth + 1;
  }
  let done = paths;
  const attacks = attackable(changed, seed);
  let attempt = attacks.next();
  for (; attempt.done !== true; attempt = attacks.next()) yield (done += 1);
  const now = pairs.map((pair) => figuresOf(pair.now));
  const then = pairs.map((pair) => figuresOf(pair.then));
  const incomes = pairs.map((pair) => ({ now: incomeOf(pair.now), then: incomeOf(pair.then) }));
  const byFigure = <Value>(of: (name: FigureName) => Value) =>
    Object.fromEntries(FIGURES.map((name) => [name, of(name)])) as { [Name in FigureName]: Value };
  return {
    days,
    paths,
    now: byFigure((name) => mean(now, name)),
    proposed: byFigure((name) => mean(then, name)),
    changes: byFigure((name) => estimate(then.map((each, nth) => change(each, now[nth], name)))),
    income: Object.fromEntries(
      PARTIES.map((party) => [
        party,
        estimate(incomes.map((each) => each.then[party] - each.now[party])),
      ]),
    ) as Preview["income"],
    flags: [...dangerous(proposed), ...funding(from), ...watch.flags(), ...attempt.value],
  };
}

function mean(all: readonly Figures[], name: FigureName): number {
  return all.reduce((sum, figures) => sum + figures[name], 0) / all.length;
}
