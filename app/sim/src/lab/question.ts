import { SimError } from "../errors";
import { type Knob, KNOBS, NO_SHOCK, type Shock } from "../paths";
import { ATTEMPTS } from "../preview";
import type { Params } from "../rules";
import { type Factor, FIGURES, type FigureName } from "../studies";
import type { World } from "../world";

/** Fields of every question: the shock, the number of days, and the number of paths. */
interface Common {
  readonly shock: Shock;
  readonly paths: number;
  readonly days: number;
  readonly seed: number;
}

/** How figures may spread over the days. */
export interface FanQuestion extends Common {
  readonly study: "fan";
  /** Days between two points. */
  readonly every: number;
}

/** A figure at the end, by supply over target and by VVV's price. */
export interface HeatMapQuestion extends Common {
  readonly study: "heat-map";
  readonly figure: FigureName;
  readonly ratios: readonly number[];
  readonly vvvPrices: readonly number[];
}

/** Where paths go in the plane of supply over target and DIEM's price. */
export interface PhaseQuestion extends Common {
  readonly study: "phase";
  readonly every: number;
}

/** What each belief and parameter does to a figure. */
export interface TornadoQuestion extends Common {
  readonly study: "tornado";
  readonly figure: FigureName;
  readonly factors: readonly Factor[];
}

/** How figures change with the size of a shock: `knob` has each of `values` in turn. */
export interface SweepQuestion extends Common {
  readonly study: "sweep";
  readonly knob: Knob;
  readonly values: readonly number[];
}

/** The market under its present and under other parameters. */
export interface PreviewQuestion extends Common {
  readonly study: "preview";
  readonly proposed: Params;
}

/** A question to the lab, as plain data: it can be sent to a worker, or kept in a file. */
export type Question =
  FanQuestion | HeatMapQuestion | PhaseQuestion | TornadoQuestion | SweepQuestion | PreviewQuestion;

export const MAX_PATHS = 1_000_000;
export const MAX_DAYS = 3_650;
export const MAX_SEED = 1_000_000;
/** Most days of all paths of a run, in a market of a few people: some minutes. */
const MAX_STEPS = 200_000_000;
const FEW = 20;
/** Most days of one path, each of its people counted: about a second, so that a run can be stopped meanwhile. */
const MAX_PERSON_DAYS = 4_000_000;
/** Fewest paths of a study that gives differences with their intervals. */
const MIN_PATHS = 3;

/** Paths that answering takes; a preview tries attacks beside them. */
export function pathsOf(question: Question): number {
  const { study, paths } = question;
  switch (study) {
    case "heat-map":
      return paths * question.ratios.length * question.vvvPrices.length;
    case "tornado":
      return (
        paths * (1 + question.factors.flatMap(({ low, high }) => [low, high]).filter(isEnd).length)
      );
    case "sweep":
      return paths * (1 + question.values.length);
    case "preview":
      return paths + ATTEMPTS;
    case "fan":
    case "phase":
      return paths;
  }
}

const isEnd = (end: object | null) => end !== null;

/**
 * Refuses a question that cannot be answered, before the first path.
 *
 * @throws SimError `QuestionWrong`, `RunTooLong`.
 */
export function checkQuestion(question: Question): void {
  const { study, paths, days, seed } = question;
  whole("paths", paths, MAX_PATHS);
  whole("days", days, MAX_DAYS);
  whole("seed", seed, MAX_SEED);
  if (study === "fan" || study === "phase") whole("every", question.every, MAX_DAYS);
  if (study === "heat-map" || study === "tornado") known("figure", question.figure, FIGURES);
  if (study === "heat-map") {
    figures("ratios", question.ratios);
    figures("vvvPrices", question.vvvPrices);
  }
  if (study === "sweep") {
    known("knob", question.knob, KNOBS);
    figures("values", question.values);
    if (question.shock[question.knob] !== NO_SHOCK[question.knob])
      throw new SimError(
        "ShockContradicts",
        `the sweep sets ${question.knob}, and so does its scenario`,
        `leave out the scenario, or sweep another shock than ${question.knob}`,
      );
  }
  if ((study === "sweep" || study === "tornado" || study === "preview") && paths < MIN_PATHS)
    throw wrong("paths", paths, `${MIN_PATHS} or more: fewer give no interval`);
  const steps = pathsOf(question) * days;
  if (steps <= MAX_STEPS) return;
  throw new SimError(
    "RunTooLong",
    `${pathsOf(question)} paths of ${days} days are more than one run may have`,
    "ask for fewer paths, or for fewer days",
  );
}

/**
 * Refuses a question that would take too long for the people of a market.
 *
 * @throws SimError `RunTooLong`.
 */
export function checkSize(from: World, question: Question): void {
  const { days } = question;
  const people = from.minters.length + from.providers.length + from.stakers.length;
  const steps = (pathsOf(question) * days * Math.max(people, FEW)) / FEW;
  if (days * people <= MAX_PERSON_DAYS && steps <= MAX_STEPS) return;
  throw new SimError(
    "RunTooLong",
    `${pathsOf(question)} paths of ${days} days with ${people} people are more than one run may have`,
    "ask for fewer paths, for fewer days, or for a market with fewer minters and providers",
  );
}

function whole(name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw wrong(name, value, `a whole number from 1 to ${most}`);
}

function known(name: string, value: string, names: readonly string[]): void {
  if (!names.includes(value)) throw wrong(name, value, `one of ${names.join(", ")}`);
}

const MAX_VALUES = 50;

function figures(name: string, values: readonly number[]): void {
  if (values.length === 0 || values.length > MAX_VALUES)
    throw wrong(name, values.length, `1 to ${MAX_VALUES} figures`);
  for (const value of values) {
    if (!(value >= 0 && Number.isFinite(value))) throw wrong(name, value, "figures from 0 on");
  }
}

function wrong(name: string, value: unknown, expected: string): SimError {
  return new SimError("QuestionWrong", `${name} is ${String(value)}`, `give ${expected}`);
}
