/** What a change of parameters may do to a market. @module */
import { NO_SHOCK, runPath, scenarioUnder, type Shock } from "../paths";
import { type Params, releasedInEpoch } from "../rules";
import {
  change,
  type Estimate,
  estimate,
  FIGURES,
  type FigureName,
  type Figures,
  figuresOf,
} from "../studies";
import { EPOCHS_OF_YEAR, quotaOffered, soldBy, type World } from "../world";
import { attackable } from "./attackable";
import { dangerous, type Flag } from "./flags";

/** A year's income of the parties to a market, in dollars. */
export interface Income {
  readonly stakers: number;
  readonly providers: number;
  readonly treasury: number;
}

export const PARTIES = [
  "stakers",
  "providers",
  "treasury",
] as const satisfies readonly (keyof Income)[];

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
 * loses, and what is in a dangerous range. The proposed ones count from the first day on. Yields after each path how many
 * are done.
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
  for (let nth = 0; nth < paths; nth++) {
    const run = (world: World) => runPath({ from: world, seed: seed + nth, days, scenario });
    pairs.push({ now: run(from), then: run(changed) });
    yield nth + 1;
  }
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
    flags: [
      ...dangerous(proposed),
      ...outcomes(pairs.map((pair) => pair.then)),
      ...attackable(changed, seed),
    ],
  };
}

function mean(all: readonly Figures[], name: FigureName): number {
  return all.reduce((sum, figures) => sum + figures[name], 0) / all.length;
}

function incomeOf(world: World): Income {
  const { params, market, providers, diemPrice, creditPrice, around, coverage } = world;
  const sold = soldBy(world);
  const rewarded = providers.reduce(
    (sum, { sold: own, quota }) => sum + Math.min(quota, own * params.quotaMatch),
    0,
  );
  const costs = providers.reduce(
    (sum, provider) => sum + (provider.sold + provider.quota) * provider.cost,
    0,
  );
  const rewards = releasedInEpoch(market.rewardStream) * around.vvvPrice;
  return {
    stakers: (releasedInEpoch(market.feeStream) * diemPrice + rewards) * EPOCHS_OF_YEAR,
    providers:
      (sold * creditPrice * params.providerShare +
        rewarded * coverage * market.reference * diemPrice -
        costs) *
      EPOCHS_OF_YEAR,
    treasury: sold * creditPrice * params.treasuryShare * EPOCHS_OF_YEAR,
  };
}

/** Rewards that run out sooner than this are a flag. */
const FUNDED_DAYS = 60;

/** What goes wrong on some of the paths. */
function outcomes(ends: readonly World[]): Flag[] {
  const flag = (name: string, holds: (world: World) => boolean, reason: string): Flag[] => {
    const count = ends.filter(holds).length;
    return count === 0 ? [] : [{ name, reason: `${reason} on ${count} of ${ends.length} paths` }];
  };
  return [
    ...flag("coverage", coverageUnderCost, "quota earns less than it costs the cheapest provider"),
    ...flag(
      "backing",
      (world) => figuresOf(world).backing < 1,
      "what is locked is worth less than all DIEM",
    ),
    ...flag("quota offered", roomUnderHalf, "providers offer quota to less than half of all DIEM"),
    ...flag(
      "rewards",
      ({ around, market }) => !around.funded && market.rewardStream.left < FUNDED_DAYS,
      `funded rewards end within ${FUNDED_DAYS} days`,
    ),
  ];
}

function coverageUnderCost({ providers, coverage, market, diemPrice, beliefs }: World): boolean {
  if (providers.length === 0) return false;
  const cheapest = Math.min(...providers.map(({ cost }) => cost));
  return coverage * market.reference * diemPrice < cheapest * beliefs.idleSaving;
}

function roomUnderHalf(world: World): boolean {
  return quotaOffered(world) / world.params.creditsPerDiem < world.market.supply / 2;
}
