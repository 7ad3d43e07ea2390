import { NO_SHOCK, runPath, scenarioUnder, type Shock } from "../paths";
import type { World } from "../world";
import { FIGURES, type FigureName, type Figures, figuresOf } from "./figures";
import { type Estimate, estimate } from "./statistics";

/** What a shock changes of a figure, in parts of what it would be without the shock. */
export interface ShockRow {
  readonly days: number;
  readonly changes: { readonly [Name in FigureName]: Estimate };
}

/** Markets, the days after a shock that are looked at, rising, and the seeds of the paths. */
export interface Compared {
  readonly markets: readonly World[];
  readonly days: readonly number[];
  readonly seeds: readonly number[];
  /** What happens in both cases. Default: nothing. */
  readonly beside?: Shock;
}

/**
 * Compares markets after each of some shocks with the same markets on the same paths without it: the mean change of each
 * figure, and the interval in which that mean lies with 95 % confidence. Paths of one market resemble each other, so each of
 * several markets counts once, with the mean of its paths. Yields after each path how many are done.
 */
export function* shockTables({
  shocks,
  markets,
  days,
  seeds,
  beside = NO_SHOCK,
}: Compared & { readonly shocks: readonly Shock[] }): Generator<number, ShockRow[][]> {
  const ways = markets.flatMap((from) => seeds.map((seed) => ({ from, seed, days })));
  const pairs = shocks.map((): { readonly calm: Figures[]; readonly shocked: Figures[] }[] => []);
  let done = 0;
  for (const way of ways) {
    const calm = figuresOn({ ...way, shock: beside });
    yield (done += 1);
    for (const [nth, shock] of shocks.entries()) {
      pairs[nth]?.push({ calm, shocked: figuresOn({ ...way, shock }) });
      yield (done += 1);
    }
  }
  return pairs.map((found) =>
    days.map((day, nth) => {
      const changes = FIGURES.map((name) => {
        const values = found.map(({ calm, shocked }) => change(shocked[nth], calm[nth], name));
        return [name, estimate(markets.length === 1 ? values : meansOf(values, seeds.length))];
      });
      return { days: day, changes: Object.fromEntries(changes) as ShockRow["changes"] };
    }),
  );
}

/** Means of each `count` values after another. */
function meansOf(values: readonly number[], count: number): number[] {
  return Array.from({ length: values.length / count }, (_, nth) => {
    const own = values.slice(nth * count, (nth + 1) * count);
    return own.reduce((sum, value) => sum + value, 0) / count;
  });
}

/** The figures of some days of a path. */
export function figuresOn({
  from,
  seed,
  days,
  shock = NO_SHOCK,
}: {
  readonly from: World;
  readonly seed: number;
  readonly days: readonly number[];
  readonly shock?: Shock;
}): Figures[] {
  const found: Figures[] = [];
  runPath({
    from,
    seed,
    days: Math.max(...days),
    scenario: scenarioUnder(shock),
    observe: (world, day) => {
      if (days.includes(day)) found.push(figuresOf(world));
    },
  });
  return found;
}

/** The change of a figure in parts of what it would be; 0 where both are nothing, and 1 where it would be nothing and is something. */
export function change(
  shocked: Figures | undefined,
  calm: Figures | undefined,
  name: FigureName,
): number {
  const before = calm?.[name] ?? 0;
  const after = shocked?.[name] ?? 0;
  if (before === 0) return after === 0 ? 0 : 1;
  return after / before - 1;
}
