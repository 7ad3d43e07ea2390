import { NO_SHOCK, type Shock } from "../paths";
import type { Params } from "../rules";
import type { Beliefs, World } from "../world";
import { change, figuresOn } from "./shock";
import type { FigureName, Figures } from "./figures";
import { type Estimate, estimate } from "./statistics";

/** One end of a factor: what it is there, for people and for the rules. */
export interface FactorEnd {
  readonly shown: string;
  readonly beliefs?: Partial<Beliefs>;
  readonly params?: Params;
}

/** Something that may be lower or higher than thought; null where that end is not allowed. */
export interface Factor {
  readonly name: string;
  readonly low: FactorEnd | null;
  readonly high: FactorEnd | null;
}

/** What an end of a factor does: the figure's mean, and its change in parts of the usual one. */
export interface TornadoEnd {
  readonly shown: string;
  readonly mean: number;
  readonly change: Estimate;
}

export interface TornadoBar {
  readonly name: string;
  readonly low: TornadoEnd | null;
  readonly high: TornadoEnd | null;
}

/** The mean of a figure as it is thought, and what each factor does to it, the largest first. */
export interface Tornado {
  readonly usual: number;
  readonly bars: readonly TornadoBar[];
}

/** What a tornado chart is made of. */
export interface TornadoInput {
  readonly from: World;
  readonly shock?: Shock;
  readonly figure: FigureName;
  readonly factors: readonly Factor[];
  readonly paths: number;
  readonly days: number;
  readonly seed: number;
}

/**
 * Changes one factor after the other, and says what a figure is at the end, on the same paths. Yields after each path how
 * many are done.
 */
export function* tornado({
  from,
  shock = NO_SHOCK,
  figure,
  factors,
  paths,
  days,
  seed,
}: TornadoInput): Generator<number, Tornado> {
  const seeds = Array.from({ length: paths }, (_, nth) => seed + nth);
  let done = 0;
  const ends = function* (world: World): Generator<number, Figures[]> {
    const found: Figures[] = [];
    for (const each of seeds) {
      found.push(...figuresOn({ from: world, seed: each, days: [days], shock }));
      yield (done += 1);
    }
    return found;
  };
  const mean = (found: readonly Figures[]) =>
    found.reduce((sum, figures) => sum + figures[figure], 0) / found.length;
  const usual = yield* ends(from);
  const endOf = function* (end: FactorEnd | null): Generator<number, TornadoEnd | null> {
    if (end === null) return null;
    const found = yield* ends(changed(from, end));
    const changes = found.map((figures, nth) => change(figures, usual[nth], figure));
    return { shown: end.shown, mean: mean(found), change: estimate(changes) };
  };
  const bars: TornadoBar[] = [];
  for (const { name, low, high } of factors)
    bars.push({ name, low: yield* endOf(low), high: yield* endOf(high) });
  const size = ({ low, high }: TornadoBar) =>
    Math.max(Math.abs(low?.change.mean ?? 0), Math.abs(high?.change.mean ?? 0));
  return { usual: mean(usual), bars: bars.sort((a, b) => size(b) - size(a)) };
}

/** The market where a factor is at an end. What people differ in keeps its spread. */
function changed(from: World, { beliefs = {}, params = from.params }: FactorEnd): World {
  const before = from.beliefs;
  const after = { ...before, ...beliefs };
  const serving = factorOf(before.servingCost, after.servingCost);
  const lock = factorOf(before.lockCost, after.lockCost);
  const wanted = factorOf(before.stakeReturn, after.stakeReturn);
  return {
    ...from,
    params,
    beliefs: after,
    providers: from.providers.map((each) => ({ ...each, cost: each.cost * serving })),
    minters: from.minters.map((each) => ({ ...each, lockCost: each.lockCost * lock })),
    stakers: from.stakers.map((each) => ({ ...each, wanted: each.wanted * wanted })),
  };
}

/** How much dearer the middle of a range became. */
function factorOf(before: readonly [number, number], after: readonly [number, number]): number {
  const [was, is] = [before[0] + before[1], after[0] + after[1]];
  return was === 0 ? 1 : is / was;
}
