import { ATTACKS, type Attack, attempt, type Outcome } from "../attacks";
import { SimError } from "../errors";
import type { World } from "../world";
import type { Flag } from "./flags";

/** Of its usual size: a small attack may pay where a larger one does not. */
const SIZES = [1, 0.1] as const;

/** The attacks that would pay in a market, each at the size at which it pays most for what it costs. */
export function attackable(from: World, seed: number): Flag[] {
  return ATTACKS.flatMap((attack) => {
    const { usual, least } = attack.size;
    const tried = SIZES.map((part) => Math.max(usual * part, least)).flatMap(
      (size) => outcomeOf(attack, { from, seed, size }) ?? [],
    );
    const paying = tried.filter(({ gain }) => gain > 0);
    const best = paying.sort((a, b) => b.gain / b.cost - a.gain / a.cost)[0];
    if (best === undefined) return [];
    const [gain, cost] = [best.gain, best.cost].map((usd) => `$${usd.toFixed(0)}`);
    const reason = `it would pay in this market: ${gain} in ${best.days} days for ${cost}. Break-even: ${attack.breakEven}`;
    return [{ name: attack.name, reason }];
  });
}

/** Null in a market in which the attack has no number. */
function outcomeOf(
  attack: Attack,
  input: { readonly from: World; readonly seed: number; readonly size: number },
): Outcome | null {
  try {
    return attempt(attack, input);
  } catch (error) {
    if (error instanceof SimError && error.name === "NotFinite") return null;
    throw error;
  }
}
