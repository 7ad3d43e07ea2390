/** How often a market's figures move the right way after a shock, over random beliefs. @module */
import type { Shock } from "../paths";
import type { Beliefs } from "../world";
import { randomMarket } from "./markets";
import { change, figuresOn } from "./shock";

/** Figures whose direction is looked at. */
export const SIGNED = ["diemPrice", "quotaOffered", "target", "supply"] as const;
export type Signed = (typeof SIGNED)[number];

/** Markets whose figure moved the right way, the wrong way, or by less than a percent. */
export interface Signs {
  readonly right: number;
  readonly wrong: number;
  readonly still: number;
}

/** Signs of each figure, some days after the shock. */
export interface SignRow {
  readonly days: number;
  readonly signs: { readonly [Name in Signed]: Signs };
}

/** A change below this part of a figure counts as none. */
const MIN_CHANGE = 0.01;

/**
 * Compares each of `markets` random markets after a shock with the same market without it. `up` says which way its figures
 * should move.
 */
export function signTable({
  shock,
  up,
  days,
  markets,
  seed,
  beliefs = {},
}: {
  readonly shock: Shock;
  readonly up: boolean;
  /** Days after the shock that are looked at, rising. */
  readonly days: readonly number[];
  readonly markets: number;
  readonly seed: number;
  readonly beliefs?: Partial<Beliefs>;
}): SignRow[] {
  const changes = Array.from({ length: markets }, (_, nth) => {
    const from = randomMarket(seed + nth, beliefs);
    const calm = figuresOn({ from, seed: seed + nth, days });
    const shocked = figuresOn({ from, seed: seed + nth, days, shock });
    return shocked.map((figures, day) => (name: Signed) => change(figures, calm[day], name));
  });
  return days.map((day, nth) => {
    const signs = SIGNED.map((name) => {
      const moves = changes.map((each) => each[nth]?.(name) ?? 0);
      return [name, count(moves, up)];
    });
    return { days: day, signs: Object.fromEntries(signs) as SignRow["signs"] };
  });
}

function count(changes: readonly number[], up: boolean): Signs {
  const moved = changes.filter((change) => Math.abs(change) >= MIN_CHANGE);
  const right = moved.filter((change) => change > 0 === up).length;
  return { right, wrong: moved.length - right, still: changes.length - moved.length };
}
