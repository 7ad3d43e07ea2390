import { ATTACKS, attempt, numbered } from "../attacks";
import type { World } from "../world";
import type { Flag } from "./flags";

/** Of its usual size: a small attack may pay where a larger one does not. */
const SIZES = [1, 0.1] as const;
/** Attempts that looking for attacks takes. */
export const ATTEMPTS = ATTACKS.length * SIZES.length;

/**
 * The attacks that would pay in a market, each at the size at which it pays most for what it costs. Yields after each attempt.
 */
export function* attackable(from: World, seed: number): Generator<void, Flag[]> {
  const flags: Flag[] = [];
  for (const attack of ATTACKS) {
    const { usual, least } = attack.size;
    const paying = [];
    for (const part of SIZES) {
      const size = Math.max(usual * part, least);
      const outcome = numbered(() => attempt(attack, { from, seed, size }));
      if (outcome !== null && outcome.gain > 0) paying.push(outcome);
      yield;
    }
    const best = paying.sort((a, b) => b.gain / b.cost - a.gain / a.cost)[0];
    if (best === undefined) continue;
    const [gain, cost] = [best.gain, best.cost].map((usd) => `$${usd.toFixed(0)}`);
    const reason = `it would pay in this market: ${gain} in ${best.days} days for ${cost}. Break-even: ${attack.breakEven}`;
    flags.push({ name: attack.name, reason });
  }
  return flags;
}
