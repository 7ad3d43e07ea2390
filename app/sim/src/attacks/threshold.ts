/** Where an attack begins to pay. @module */
import type { Params } from "../rules";
import type { World } from "../world";
import { type Attack, attempt, type Deciding } from "./attack";

/** The figure of a parameter at which an attack neither gains nor loses. */
export interface Threshold {
  /** The name in a market file. */
  readonly param: Deciding["param"];
  /** In parts of one, or in epochs: as it is, and where it breaks even; null where no figure from `least` to `most` does. */
  readonly now: number;
  readonly at: number | null;
  readonly least: number;
  readonly most: number;
  /** On which side of `at` it pays. */
  readonly pays: "above" | "below" | "everywhere" | "nowhere";
}

/** Steps of the bisection: to a part of 4,096 of the range. */
const BISECTIONS = 12;
/** Most attempts that a threshold takes. */
export const THRESHOLD_ATTEMPTS = BISECTIONS + 3;

const FIELDS = {
  quotaMatch: "quotaMatch",
  quotaCap: "quotaCap",
  maxTargetStep: "targetStep",
  feeStream: "feeStream",
} as const satisfies { readonly [Name in Deciding["param"]]: keyof Params };

/**
 * The figure of its deciding parameter at which an attack breaks even in a market, by bisection; null where no
 * parameter decides. Other figures of the parameter than the program's law allows are tried as well: they say how far the
 * market is from them. Yields after each attempt.
 *
 * @throws SimError `NotFinite` where the attack has no number.
 */
export function* threshold(
  attack: Attack,
  { from, seed, size }: { from: World; seed: number; size?: number | undefined },
): Generator<void, Threshold | null> {
  const { decidedBy } = attack;
  if (decidedBy === null) return null;
  const { param, least, most } = decidedBy;
  const now = from.params[FIELDS[param]];
  const gains = (value: number) => {
    const params = { ...from.params, [FIELDS[param]]: value };
    return attempt(attack, { from: { ...from, params }, seed, size }).gain > 0;
  };
  const found = { param, now, least, most };
  const paying = gains(now);
  yield;
  // the nearer of the two sides is not known: fewer than now comes first
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
    const at = (same + other) / 2;
    return { ...found, at, pays: paying === end < now ? "above" : "below" };
  }
  return { ...found, at: null, pays: paying ? "everywhere" : "nowhere" };
}
