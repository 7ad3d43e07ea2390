import "../support/fast-keys";
import { parseArgs } from "node:util";
import { Mismatch, playHistory } from "./history";
import { Totals } from "./totals";

const USAGE = "usage: run.ts [--seed N] [--calls N] | --seed N --history N";
const MS_PER_SEC = 1_000;
const REPORT_EVERY_MS = 10_000;

/** A whole number that stands on the command line. */
function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${text} is not a whole number; ${USAGE}`);
  return value;
}

/** Plays one history, or histories of a seed until there were so many calls. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: "string", default: "1" },
      calls: { type: "string", default: "20000" },
      history: { type: "string" },
    },
  });
  const seed = whole(values.seed);
  const totals = new Totals();
  const began = Date.now();
  const seconds = () => (Date.now() - began) / MS_PER_SEC;
  if (values.history !== undefined) {
    playHistory({ seed, history: whole(values.history) }, totals);
    return console.log(totals.report(seconds()));
  }
  let reported = began;
  for (let history = 0; totals.calls < whole(values.calls); history += 1) {
    playHistory({ seed, history }, totals);
    // lets what the chain holds outside of JavaScript be freed
    await new Promise((resume) => setImmediate(resume));
    if (Date.now() - reported < REPORT_EVERY_MS) continue;
    reported = Date.now();
    console.log(`${totals.calls} calls, ${totals.histories} histories, ${seconds().toFixed(0)} s`);
  }
  console.log(totals.report(seconds()));
}

main().catch((error: unknown) => {
  console.error(error instanceof Mismatch ? error.message : error);
  process.exitCode = 1;
});
