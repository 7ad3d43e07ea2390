/** Where an attack begins to pay. @module */
import type { Params } from "../rules";
import type { World } from "../world";
import { type Attack, attempt, type Deciding } from "./attack";

/** The figure at which an attack neither gains nor loses. */
export interface Threshold {
  /** A parameter's name in a market file, or a belief's name. */
  readonly param: Deciding["param"];
  /** In parts of one, or in epochs: as it is, and where it breaks even; null where no figure that was looked at does. */
  readonly now: number;
  readonly at: number | null;
  /** On which side of `at` it pays. */
  readonly pays: "above" | "below" | "everywhere" | "nowhere";
}

/** Steps of the bisection: to a part of 4,096 of the range. */
const BISECTIONS = 12;
/** Most attempts that a threshold takes. */
export const THRESHOLD_ATTEMPTS = BISECTIONS + 3;

const FIELDS = {
  quotaMatch: "quotaMatch",
  maxTargetStep: "targetStep",
  feeStream: "feeStream",
} as const satisfies { readonly [Name in Deciding["param"]]?: keyof Params };

/**
 * The figure at which an attack breaks even in a market; null where nothing decides it. A parameter's is found by bisection
 * between its present figure and an end of its range. Figures beyond the program's laws are tried as well: they say how far
 * the market is from them. Yields after each attempt.
 *
 * @throws SimError `NotFinite` where the attack has no number.
 */
export function* threshold(
  attack: Attack,
  { from, seed, size }: { from: World; seed: number; size?: number | undefined },
): Generator<void, Threshold | null> {
  const { decidedBy } = attack;
  if (decidedBy === null) return null;
  if (decidedBy.param === "holderReturn") {
    // its cost is this return, and in proportion to it
    const { cost, gain } = attempt(attack, { from, seed, size });
    yield;
    const now = from.beliefs.holderReturn;
    const at = cost === 0 ? null : (now * (gain + cost)) / cost;
    return { param: decidedBy.param, now, at, pays: at === null ? "nowhere" : "below" };
  }
  const { param, least, most } = decidedBy;
  const now = from.params[FIELDS[param]];
  const gains = (value: number) => {
    const params = { ...from.params, [FIELDS[param]]: value };
    return attempt(attack, { from: { ...from, params }, seed, size }).gain > 0;
  };
  const paying = gains(now);
  yield;
  for (const end of [least, most]) {
    const differs = gains(end) !== paying;
    yield;
    if (!differs) continue;
    let [same, other] = [now, end];
    for (let nth = 0; nth < BISECTIONS; nth++) {
      const middle = (same + other) / 2;
      if (gains(middle) === paying) same = middle;
      else other = middle;
      yield;
    }
    return { param, now, at: (same + other) / 2, pays: paying === end < now ? "above" : "below" };
  }
  return { param, now, at: null, pays: paying ? "everywhere" : "nowhere" };
}
