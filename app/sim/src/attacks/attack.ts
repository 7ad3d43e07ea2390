import { distribute, payoutOf, reportUse, type Served } from "../rules";
import { runPath } from "../paths";
import type { World } from "../world";

/** Days that an attack lasts unless it says otherwise. */
export const DAYS = 120;

/** What an attack needs, costs and brings, in dollars; `gain` is what is left after all costs. */
export interface Outcome {
  readonly days: number;
  /** Most that is tied up at a time. */
  readonly capital: number;
  readonly cost: number;
  readonly gain: number;
}

/** Something that somebody may try against a market. */
export interface Attack {
  readonly name: string;
  /** One sentence for people. */
  readonly title: string;
  /** The parameter or rule that decides whether it pays, and where it would begin to. */
  readonly breakEven: string;
  readonly run: (from: World, seed: number) => Outcome;
}

/** The part of an epoch's quota payout that belongs to `rewardable` credits, in DIEM: just before the epoch is closed. */
export function rewardFor({ params, market }: World, rewardable: number): number {
  const { before, quotaPool } = market;
  if (before === null || before.rewardable === 0) return 0;
  return (payoutOf(params, before, quotaPool) * rewardable) / before.rewardable;
}

/** A provider's own payments and quota, added to what the market does by itself. */
export function serveItself(world: World, served: Served): void {
  const { params, market, paidIn } = world;
  distribute(params, market, served.diem);
  paidIn.diem += served.diem * (1 - params.providerShare);
  reportUse(params, market, served, Infinity);
}

/** Lets a market run while somebody acts at the beginning of each day and counts at its end. */
export function attacked(
  from: World,
  seed: number,
  days: number,
  act: (world: World, day: number) => void,
  count: (world: World, day: number) => void,
): World {
  return runPath({ from, seed, days, scenario: { event: act }, observe: count });
}
