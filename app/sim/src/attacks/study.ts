import { SimError } from "../errors";
import type { World } from "../world";
import { type Attack, attempt, type Outcome } from "./attack";
import { threshold, THRESHOLD_ATTEMPTS, type Threshold } from "./threshold";

/** Most people of a market whose attacks can be tried: about a second for each attempt. */
const MAX_PEOPLE = 16_000;

/**
 * Refuses a market in which an attempt takes too long.
 *
 * @throws SimError `RunTooLong`.
 */
export function checkPeople({ minters, providers, stakers }: World): void {
  const people = minters.length + providers.length + stakers.length;
  if (people <= MAX_PEOPLE) return;
  throw new SimError(
    "RunTooLong",
    `attacks on a market of ${people} people are more than one run may have`,
    `try a market of at most ${MAX_PEOPLE} minters, providers and groups of stakers`,
  );
}

/** What came of an attack; null where it has no number in the market. */
export interface Tried {
  readonly attack: Attack;
  readonly size: number;
  readonly outcome: Outcome | null;
  readonly threshold: Threshold | null;
}

/** Most attempts that {@link tryAttacks} makes. */
export function attemptsOf(list: readonly Attack[]): number {
  const each = ({ decidedBy }: Attack) => (decidedBy === null ? 1 : 1 + THRESHOLD_ATTEMPTS);
  return list.reduce((sum, attack) => sum + each(attack), 0);
}

/**
 * Tries attacks on a market, each with the parameter at which it would break even. Yields after each attempt how many are
 * made, so that the caller can show it, or stop.
 *
 * @throws SimError `QuestionWrong` for a size that is no number, or out of an attack's bounds.
 *
 * @example
 * const tried = studies.complete(attacks.tryAttacks(attacks.ATTACKS, { from, seed: 1 }));
 */
export function* tryAttacks(
  list: readonly Attack[],
  { from, seed, size }: { from: World; seed: number; size?: number | undefined },
): Generator<number, Tried[]> {
  const found: Tried[] = [];
  let done = 0;
  for (const attack of list) {
    const input = { from, seed, size: size ?? attack.size.usual };
    const outcome = numbered(() => attempt(attack, input));
    yield (done += 1);
    const steps = outcome === null ? null : threshold(attack, input);
    let decided: Threshold | null = null;
    while (steps !== null) {
      const step = numbered(() => steps.next());
      if (step === null || step.done === true) {
        decided = step?.value ?? null;
        break;
      }
      yield (done += 1);
    }
    found.push({ attack, size: input.size, outcome, threshold: decided });
  }
  return found;
}

/** Null in a market in which an attack has no number. */
export function numbered<Value>(call: () => Value): Value | null {
  try {
    return call();
  } catch (error) {
    if (error instanceof SimError && error.name === "NotFinite") return null;
    throw error;
  }
}
