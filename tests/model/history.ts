import fc from "fast-check";
import type { Call } from "./calls/call";
import {
  type Differences,
  differencesAnywhere,
  differencesAt,
  eventDifferences,
  show,
} from "./compare";
import { createWorld } from "./create";
import { Generator } from "./generator";
import { emittedEvents } from "./emitted";
import { known, refusalOf } from "./refusal";
import { send } from "./send";
import { copy } from "./state";
import type { Totals } from "./totals";
import { NEXT, ACTIONS } from "./actions";
import { wait, waitForEpoch } from "./wait";
import type { World } from "./world";

/** Which history: the same numbers always make the same one. */
export interface HistoryId {
  readonly seed: number;
  readonly history: number;
}

/** One abstract step: what is tried, and the choices that make it concrete. */
interface Step {
  readonly action: string;
  readonly choices: readonly number[];
}

function times(count: number, name: string): string[] {
  return Array.from({ length: count }, () => name);
}

const STEPS = 500;
const WAIT = "wait";
const WAIT_FOR_EPOCH = "waitForEpoch";
/** How most histories begin, as far as their choices let them: with something to do for all that follows. */
const OPENING: readonly string[] = [
  ...times(7, "openPosition"),
  ...times(10, "stake"),
  ...times(10, "mintDiem"),
  ...times(3, "registerProvider"),
  ...["fundRewards", ...times(3, WAIT)],
  ...times(6, "openChannel"),
  ...times(6, "stakeQuota"),
];
/** Most of the first DIEM is burnt by others than those who owe it. */
const BURNING: readonly string[] = [
  ...times(7, "openPosition"),
  ...times(8, "stake"),
  ...times(4, "mintDiem"),
  ...times(9, "burnHoldings"),
  ...times(6, "mintDiem"),
  ...times(8, "burnDiem"),
  ...times(3, "registerProvider"),
  ...times(2, WAIT),
];
/** Epochs in which providers serve, and are paid for it. */
const SERVING: readonly string[] = [
  ...OPENING.filter((action) => action !== WAIT && action !== "stakeQuota"),
  ...times(2, "fundQuota"),
  ...times(4, "deposit"),
  ...Array.from({ length: 4 }, () => [
    ...[WAIT_FOR_EPOCH, "rollEpoch", "claimQuotaReward", "openEpochRecord"],
    ...[...times(5, "stakeQuota"), ...times(6, "settle"), ...times(2, "reportUsage")],
    ...[...times(4, "collect"), ...times(4, "distributeRevenue"), ...times(4, "reportUsage")],
  ]).flat(),
];
/** By the number of the history. */
const OPENINGS = [OPENING, BURNING, OPENING, SERVING, SERVING] as const;
const CHOICES = 24;
const WAIT_WEIGHT = 18;
/** Of ten steps after one that is for another, those that do what it was for. */
const FOCUSED_IN_TEN = 6;
/** Calls after which everything is compared, and not only what a call could write. */
const WHOLE_EVERY = 50;
/** Distance of the seeds of two histories of one seed. */
const STRIDE = 1_000_003;

const choices = fc.array(fc.noBias(fc.nat()), { minLength: CHOICES, maxLength: CHOICES });

const actions = fc.oneof(
  { weight: WAIT_WEIGHT, arbitrary: fc.constant(WAIT) },
  ...Object.entries(ACTIONS).map(([name, [weight]]) => ({ weight, arbitrary: fc.constant(name) })),
);

function stepsOf({ seed, history }: HistoryId): readonly Step[] {
  const step = fc.noBias(fc.record({ action: actions, choices }));
  return fc.sample(step, { seed: (seed * STRIDE + history) | 0, numRuns: STEPS });
}

/** The model and the chain disagree. The message says all that is needed to see it again. */
export class Mismatch extends Error {
  constructor(id: HistoryId, steps: readonly string[], differences: Differences) {
    const replay = `npx tsx tests/model/run.ts --seed ${id.seed} --history ${id.history}`;
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
export function playHistory(id: HistoryId, totals: Totals): void {
  const [first, ...steps] = stepsOf(id);
  const { world, opened } = createWorld(new Generator(known(first, "step").choices));
  const done: string[] = [];
  const require = (differences: Differences) => {
    if (differences.length > 0) throw new Mismatch(id, done, differences);
  };
  totals.count("createMarket", null);
  require(eventDifferences(world.state.events, emittedEvents(world.chain, opened.signature)));
  require(differencesAnywhere(world));
  const opening = OPENINGS[id.history % OPENINGS.length] ?? OPENING;
  steps.forEach((step, nth) => {
    try {
      const action = opening[nth] ?? chosenVerb(world, step);
      require(take(world, action, step, { done, totals }));
      if (nth % WHOLE_EVERY === 0) require(differencesAnywhere(world));
    } catch (error) {
      if (error instanceof Mismatch) throw error;
      throw new Mismatch(id, done, [`the model itself fails: ${(error as Error).stack}`]);
    }
  });
  require(differencesAnywhere(world));
  totals.histories += 1;
}

/** What the last step was for, or else what the step says. */
function chosenVerb({ focus }: World, { action, choices: [choice = 0] }: Step): string {
  return focus !== undefined && choice % 10 < FOCUSED_IN_TEN ? focus.action : action;
}

interface Progress {
  readonly done: string[];
  readonly totals: Totals;
}

/** Takes one step, if there is anything to try. */
function take(world: World, name: string, step: Step, { done, totals }: Progress): Differences {
  const generator = new Generator(step.choices);
  refresh(world);
  if (name === WAIT || name === WAIT_FOR_EPOCH) {
    done.push(`wait ${name === WAIT ? wait(world, generator) : waitForEpoch(world)}`);
    return [];
  }
  const [, make] = known(ACTIONS[name], "action");
  const call = make(world, generator);
  world.focus = undefined;
  if (call === undefined) return [];
  done.push(`${call.name} ${show(call.detail)}`);
  return differencesOf(world, call, totals);
}

/** Reads the clock, which a wait or the last transaction has moved. */
function refresh({ chain: { clock }, state }: World): void {
  state.now = clock.now();
  state.slot = clock.slot();
}

/** Makes the call, and compares its outcome, its events and every account that it could write. */
function differencesOf(world: World, call: Call, totals: Totals): Differences {
  const after = { ...copy(world.state), events: [] };
  const predicted = refusalOf(() => call.predict(after));
  const { error: met, signature } = send(world.chain, call.instructions, call.signers);
  totals.count(call.name, met);
  if (predicted !== met) return [`outcome: model ${show(predicted)}, chain ${show(met)}`];
  if (predicted !== null) return writtenDifferences(world, call);
  totals.pass(world.state, after);
  world.state = after;
  const next = NEXT[call.name];
  world.focus = next === undefined ? undefined : { action: next };
  totals.skip(call.skipped?.() ?? []);
  const told = eventDifferences(after.events, emittedEvents(world.chain, signature));
  return [...told, ...writtenDifferences(world, call)];
}

function writtenDifferences(world: World, { instructions }: Call): Differences {
  const written = instructions.flatMap(({ keys }) =>
    keys.filter(({ isWritable }) => isWritable).map(({ pubkey }) => pubkey.toBase58()),
  );
  return written.flatMap((text) => [...differencesAt(world, text)]);
}
