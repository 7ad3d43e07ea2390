import fc from "fast-check";
import type { Call } from "./calls/call";
import { type Differences, differencesAnywhere, differencesAt, show } from "./compare";
import { createWorld } from "./create";
import { Dice } from "./dice";
import { known, refusalOf } from "./refusal";
import { loggedData, send } from "./send";
import { copy } from "./state";
import type { Tally } from "./tally";
import { NEXT, VERBS } from "./verbs";
import { wait } from "./wait";
import type { World } from "./world";

/** Which history: the same numbers always make the same one. */
export interface HistoryId {
  readonly seed: number;
  readonly history: number;
}

/** One abstract step: what is tried, and the choices that make it concrete. */
interface Step {
  readonly verb: string;
  readonly choices: readonly number[];
}

function times(count: number, name: string): string[] {
  return Array.from({ length: count }, () => name);
}

const STEPS = 500;
/** How every history begins, as far as its choices let it: with something to do for all that follows. */
const OPENING: readonly string[] = [
  ...times(7, "openPosition"),
  ...times(10, "stake"),
  ...times(10, "mintDiem"),
  ...times(3, "registerProvider"),
  ...["fundRewards", "wait", "wait", "wait"],
  ...times(6, "openChannel"),
  ...times(6, "stakeQuota"),
];
const CHOICES = 24;
const WAIT = "wait";
const WAIT_WEIGHT = 18;
/** Of ten steps after one that is for another, those that do what it was for. */
const FOCUSED_IN_TEN = 6;
/** Calls after which everything is compared, and not only what a call could write. */
const WHOLE_EVERY = 50;
/** Distance of the seeds of two histories of one seed. */
const STRIDE = 1_000_003;

const choices = fc.array(fc.noBias(fc.nat()), { minLength: CHOICES, maxLength: CHOICES });

const verbs = fc.oneof(
  { weight: WAIT_WEIGHT, arbitrary: fc.constant(WAIT) },
  ...Object.entries(VERBS).map(([name, [weight]]) => ({ weight, arbitrary: fc.constant(name) })),
);

function stepsOf({ seed, history }: HistoryId): readonly Step[] {
  const step = fc.noBias(fc.record({ verb: verbs, choices }));
  return fc.sample(step, { seed: (seed * STRIDE + history) | 0, numRuns: STEPS });
}

/** The model and the chain disagree. The message says all that is needed to see it again. */
export class Mismatch extends Error {
  constructor(id: HistoryId, steps: readonly string[], differences: Differences) {
    const replay = `npx ts-node -T tests/model/run.ts --seed ${id.seed} --history ${id.history}`;
    const lines = [
      `history ${id.history} of seed ${id.seed} differs after ${steps.length} steps`,
      ...differences.map((difference) => `  ${difference}`),
      ...["steps:", ...steps.map((step, nth) => `  ${nth + 1}. ${step}`)],
      `replay: ${replay}`,
    ];
    super(lines.join("\n"));
  }
}

/** Plays one history on a chain of its own. */
export function playHistory(id: HistoryId, tally: Tally): void {
  const [first, ...steps] = stepsOf(id);
  const world = createWorld(new Dice(known(first, "step").choices));
  const done: string[] = [];
  const require = (differences: Differences) => {
    if (differences.length > 0) throw new Mismatch(id, done, differences);
  };
  tally.count("createMarket", null);
  require(differencesAnywhere(world));
  steps.forEach((step, nth) => {
    try {
      require(take(world, chosenVerb(world, step, nth), step, { done, tally }));
      if (nth % WHOLE_EVERY === 0) require(differencesAnywhere(world));
    } catch (error) {
      if (error instanceof Mismatch) throw error;
      throw new Mismatch(id, done, [`the model itself fails: ${(error as Error).stack}`]);
    }
  });
  require(differencesAnywhere(world));
  tally.histories += 1;
}

/** What a history begins with, what the last step was for, or else what the step says. */
function chosenVerb({ focus }: World, { verb, choices: [choice = 0] }: Step, nth: number): string {
  const opening = OPENING[nth];
  if (opening !== undefined) return opening;
  return focus !== undefined && choice % 10 < FOCUSED_IN_TEN ? focus.verb : verb;
}

interface Progress {
  readonly done: string[];
  readonly tally: Tally;
}

/** Takes one step, if there is anything to try. */
function take(world: World, name: string, step: Step, { done, tally }: Progress): Differences {
  const dice = new Dice(step.choices);
  refresh(world);
  if (name === WAIT) {
    done.push(`wait ${wait(world, dice)}`);
    return [];
  }
  const [, make] = known(VERBS[name], "verb");
  const call = make(world, dice);
  world.focus = undefined;
  if (call === undefined) return [];
  done.push(`${call.name} ${show(call.detail)}`);
  return differencesOf(world, call, tally);
}

/** Reads the clock, which a wait or the last transaction has moved. */
function refresh({ chain: { clock }, state }: World): void {
  state.now = clock.now();
  state.slot = clock.slot();
}

/** Makes the call, and compares its outcome and every account that it could write. */
function differencesOf(world: World, call: Call, tally: Tally): Differences {
  const after = copy(world.state);
  const predicted = refusalOf(() => call.predict(after));
  const { error: met, signature } = send(world.chain, call.instructions, call.signers);
  tally.count(call.name, met);
  if (predicted !== met) return [`outcome: model ${show(predicted)}, chain ${show(met)}`];
  if (predicted !== null) return writtenDifferences(world, call);
  world.state = after;
  const next = NEXT[call.name];
  world.focus = next === undefined ? undefined : { verb: next };
  const verdicts = call.verdicts?.(loggedData(world.chain, signature));
  tally.skip(verdicts?.met ?? []);
  const parts = [show(verdicts?.predicted), show(verdicts?.met)];
  if (parts[0] !== parts[1]) return [`verdicts: model ${parts[0]}, chain ${parts[1]}`];
  return writtenDifferences(world, call);
}

function writtenDifferences(world: World, { instructions }: Call): Differences {
  const written = instructions.flatMap(({ keys }) =>
    keys.filter(({ isWritable }) => isWritable).map(({ pubkey }) => pubkey.toBase58()),
  );
  return written.flatMap((text) => [...differencesAt(world, text)]);
}
