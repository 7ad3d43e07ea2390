import { runPath, type Scenario } from "../paths";
import type { World } from "../world";
import { FIGURES, type FigureName, type Figures, figuresOf } from "./figures";
import { type Estimate, estimate } from "./statistics";

/** What a shock changes of a figure, in parts of what it would be without the shock. */
export interface ShockRow {
  readonly days: number;
  readonly changes: { readonly [Name in FigureName]: Estimate };
}

/**
 * Compares markets after a shock with the same markets on the same paths without it: the mean change of each figure, and
 * the interval in which that mean lies with 95 % confidence.
 */
export function shockTable({
  markets,
  scenario,
  days,
  seeds,
}: {
  readonly markets: readonly World[];
  readonly scenario: Scenario;
  /** Days after the shock that are looked at, rising. */
  readonly days: readonly number[];
  readonly seeds: readonly number[];
}): ShockRow[] {
  const pairs = markets.flatMap((from) =>
    seeds.map((seed) => ({
      calm: figuresOn({ from, seed, days }),
      shocked: figuresOn({ from, seed, days, scenario }),
    })),
  );
  return days.map((day, nth) => {
    const changes = FIGURES.map((name) => {
      const values = pairs.map(({ calm, shocked }) => change(shocked[nth], calm[nth], name));
      return [name, estimate(values)];
    });
    return { days: day, changes: Object.fromEntries(changes) as ShockRow["changes"] };
  });
}

/** The figures of some days of a path. */
export function figuresOn({
  from,
  seed,
  days,
  scenario,
}: {
  readonly from: World;
  readonly seed: number;
  readonly days: readonly number[];
  readonly scenario?: Scenario;
}): Figures[] {
  const found: Figures[] = [];
  runPath({
    from,
    seed,
    days: Math.max(...days),
    ...(scenario === undefined ? {} : { scenario }),
    observe: (world, day) => {
      if (days.includes(day)) found.push(figuresOf(world));
    },
  });
  return found;
}

/** The change of a figure in parts of what it would be; 0 where both are nothing. */
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
