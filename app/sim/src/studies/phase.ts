import { NO_SHOCK, runPath, scenarioUnder, type Shock } from "../paths";
import type { World } from "../world";
import { figuresOf } from "./figures";

/** A day of a path: supply in parts of the target, and DIEM's price in dollars. */
export interface PhasePoint {
  readonly day: number;
  readonly ratio: number;
  readonly diemPrice: number;
}

/** What a phase plot is made of. */
export interface PhaseInput {
  readonly from: World;
  readonly shock?: Shock;
  readonly paths: number;
  readonly days: number;
  /** Days between two points; the first and the last day are always points. */
  readonly every: number;
  readonly seed: number;
}

/** Where paths go in the plane of supply over target and DIEM's price. Yields after each path how many are done. */
export function* phase({
  from,
  shock = NO_SHOCK,
  paths,
  days,
  every,
  seed,
}: PhaseInput): Generator<number, PhasePoint[][]> {
  const found: PhasePoint[][] = [];
  for (let nth = 0; nth < paths; nth++) {
    const points = [pointOf(from, 0)];
    runPath({
      from,
      seed: seed + nth,
      days,
      scenario: scenarioUnder(shock),
      observe: (world, day) => {
        if (day % every === 0 || day === days) points.push(pointOf(world, day));
      },
    });
    found.push(points);
    yield nth + 1;
  }
  return found;
}

function pointOf(world: World, day: number): PhasePoint {
  const { supply, target, diemPrice } = figuresOf(world);
  return { day, ratio: supply / target, diemPrice };
}
