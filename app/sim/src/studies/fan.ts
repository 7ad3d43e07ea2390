import { SimError } from "../errors";
import { NO_SHOCK, runPath, scenarioUnder, type Shock } from "../paths";
import type { World } from "../world";
import { FIGURES, type FigureName, type Figures, figuresOf } from "./figures";
import { quantile } from "./statistics";

/** The parts of a fan's paths that lie below each of its lines. */
export const FAN = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** Most points that one fan keeps. */
const MAX_POINTS = 2_000_000;

/** A day of a fan: for each figure the values of its lines. */
export interface FanDay {
  readonly day: number;
  readonly figures: { readonly [Name in FigureName]: readonly number[] };
}

/** What a fan is made of. */
export interface FanInput {
  readonly from: World;
  readonly shock?: Shock;
  readonly paths: number;
  readonly days: number;
  /** Days between two points; the last day is always one. */
  readonly every: number;
  readonly seed: number;
}

/**
 * How a market's figures may spread: many paths from one state. Yields after each path how many are done, so that the
 * caller can show it, or stop.
 *
 * @throws SimError `RunTooLong` before the first path, `NotFinite` where a figure is no number.
 *
 * @example
 * const days = studies.complete(studies.fan({ from, paths: 200, days: 365, every: 30, seed: 1 }));
 */
export function* fan({
  from,
  shock = NO_SHOCK,
  paths,
  days,
  every,
  seed,
}: FanInput): Generator<number, FanDay[]> {
  const shown = Array.from({ length: days }, (_, nth) => nth + 1).filter(
    (day) => day % every === 0 || day === days,
  );
  if (paths * shown.length > MAX_POINTS) {
    const most = Math.floor(MAX_POINTS / shown.length);
    throw new SimError(
      "RunTooLong",
      `${paths} paths with ${shown.length} points each are more than one run may have`,
      `ask for at most ${most} paths, or for fewer points`,
    );
  }
  const seen = shown.map((): Figures[] => []);
  const scenario = scenarioUnder(shock);
  for (let nth = 0; nth < paths; nth++) {
    runPath({
      from,
      seed: seed + nth,
      days,
      scenario,
      observe: (world, day) => seen[shown.indexOf(day)]?.push(figuresOf(world)),
    });
    yield nth + 1;
  }
  return shown.map((day, nth) => ({ day, figures: linesOf(seen[nth] ?? []) }));
}

/** Runs a study to its end. */
export function complete<Result>(study: Generator<number, Result>): Result {
  for (;;) {
    const { done, value } = study.next();
    if (done === true) return value;
  }
}

function linesOf(all: readonly Figures[]): FanDay["figures"] {
  const lines = FIGURES.map((name) => {
    const values = all.map((figures) => figures[name]);
    return [name, FAN.map((part) => quantile(values, part))];
  });
  return Object.fromEntries(lines) as FanDay["figures"];
}
