import { SimError } from "../errors";
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

/** How large an attack is: what its figure means, what it is unless told otherwise, and what it may be. */
export interface Size {
  readonly of: string;
  readonly usual: number;
  readonly least: number;
  readonly most: number;
}

/**
 * What decides whether an attack pays: a parameter, by its name in a market file, with the range in which that is looked for;
 * or the return that the attacker wants of the DIEM that it stakes, which changes nothing else.
 */
export type Deciding =
  | {
      readonly param: "quotaMatch" | "maxTargetStep" | "feeStream";
      readonly least: number;
      readonly most: number;
    }
  | { readonly param: "holderReturn" };

/** Something that somebody may try against a market. */
export interface Attack {
  readonly name: string;
  /** One sentence for people. */
  readonly title: string;
  /** The parameter or rule that decides whether it pays, and where it would begin to. */
  readonly breakEven: string;
  /** What counts as cost, and what does not. */
  readonly costs: string;
  /** The parameter or belief at which it begins to pay, if there is one. */
  readonly decidedBy: Deciding | null;
  readonly size: Size;
  readonly run: (from: World, seed: number, size: number) => Outcome;
}

/**
 * What an attack brings in a market.
 *
 * @throws SimError `QuestionWrong` for a size that is no number, or out of the attack's bounds; `NotFinite` where nobody
 * sells or stakes in the market, or its supply is too near the end of the curve.
 *
 * @example
 * const { gain } = attacks.attempt(attack, { from, seed: 1, size: 0.4 });
 */
export function attempt(
  { name, size: { usual, least, most }, run }: Attack,
  { from, seed, size = usual }: { from: World; seed: number; size?: number | undefined },
): Outcome {
  if (!(size >= least && size <= most)) {
    throw new SimError(
      "QuestionWrong",
      `the size of ${name} is ${size}`,
      `give a number from ${least} to ${most}`,
    );
  }
  const outcome = run(from, seed, size);
  if (Object.values(outcome).every(Number.isFinite)) return outcome;
  throw new SimError(
    "NotFinite",
    `${name} has no number in this market`,
    "nobody may sell or stake in it, or its supply be too near the end of the curve: try another attack or market",
  );
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
