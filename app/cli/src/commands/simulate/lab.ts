import { setImmediate } from "node:timers/promises";
import { errors } from "@diem/sdk";
import { InterruptedError, type Session, UsageError } from "../../core";

/** The package of the risk lab, which no other command needs. */
export const labPackage = () => import("@diem/sim");

/** Milliseconds between two progress messages of a run, and between two checks for Ctrl-C. */
const NOTE_MS = 1_000;
const TURN_MS = 100;

/**
 * Runs a study to its end, and reports its progress. Ctrl-C ends it.
 *
 * @throws InterruptedError; UsageError for what the lab refuses.
 */
export async function completed<Result>(
  { io, printer }: Pick<Session, "io" | "printer">,
  study: Generator<number, Result>,
  steps: number,
  unit = "paths",
): Promise<Result> {
  let turned = Date.now();
  let told = turned;
  for (;;) {
    const { done, value } = asked(() => study.next());
    if (done === true) {
      // Servers may have closed idle connections meanwhile, and a request on one of them has no answer. The first turn
      // of the event loop may be this one's end; the second reads what was closed.
      await setImmediate();
      await setImmediate();
      return value;
    }
    if (io.signal.aborted) throw new InterruptedError({});
    const now = Date.now();
    if (now - turned < TURN_MS) continue;
    turned = now;
    await setImmediate();
    if (now - told < NOTE_MS) continue;
    told = now;
    printer.note([`${value} of ${steps} ${unit}`]);
  }
}

/** The result of a call. A refusal of the lab is a usage error. */
export function asked<Value>(call: () => Value): Value {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof Error) || !("next" in error) || typeof error.next !== "string")
      throw error;
    // missing data on chain is not a usage error
    if (errors.isDiemError(error) && error.name !== "InvalidMarketFile") throw error;
    const { name, message, next } = error;
    throw new UsageError({ name, message, next });
  }
}

/** A whole number of an option. */
export function whole(text: string, option: string, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (value >= 1 && value <= most) return value;
  throw new UsageError({
    name: "NumberInvalid",
    message: `invalid ${option} "${text}"`,
    next: `give a whole number from 1 to ${most}`,
  });
}

/** One of the names that an option may have. */
export function choiceOf<Name extends string>(
  text: string,
  option: string,
  names: readonly Name[],
): Name {
  const found = names.find((name) => name === text);
  if (found !== undefined) return found;
  throw new UsageError({
    name: "NameUnknown",
    message: `unknown ${option} "${text}"`,
    next: `use one of ${names.join(", ")}`,
  });
}
