import { SimError } from "../errors";
import { type Knob, KNOBS, type Shock } from "../paths";
import type { Params } from "../rules";
import { type Factor, FIGURES, type FigureName } from "../studies";

/** What every question says: what happens to the market, how long it is looked at, and how often. */
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

/** How figures answer to a shock that grows: `knob` has each of `values` in turn. */
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

export const MOST_PATHS = 1_000_000;
export const MOST_DAYS = 3_650;
export const MOST_SEED = 1_000_000;
/** Most days of all paths of a run: some minutes. */
const MOST_STEPS = 200_000_000;
/** Fewest paths of a sweep: fewer give no interval. */
const LEAST_SEEDS = 3;

/** Paths that answering takes. */
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
    case "fan":
    case "phase":
    case "preview":
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
  whole("paths", paths, MOST_PATHS);
  whole("days", days, MOST_DAYS);
  whole("seed", seed, MOST_SEED);
  if (study === "fan" || study === "phase") whole("every", question.every, MOST_DAYS);
  if (study === "heat-map" || study === "tornado") known("figure", question.figure, FIGURES);
  if (study === "heat-map") {
    figures("ratios", question.ratios);
    figures("vvvPrices", question.vvvPrices);
  }
  if (study === "sweep") {
    known("knob", question.knob, KNOBS);
    figures("values", question.values);
    if (paths < LEAST_SEEDS)
      throw wrong("paths", paths, `${LEAST_SEEDS} or more: fewer give no interval`);
  }
  const steps = pathsOf(question) * days;
  if (steps <= MOST_STEPS) return;
  throw new SimError(
    "RunTooLong",
    `${pathsOf(question)} paths of ${days} days are more than one run may have`,
    "ask for fewer paths, or for fewer days",
  );
}

function whole(name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw wrong(name, value, `a whole number from 1 to ${most}`);
}

function known(name: string, value: string, names: readonly string[]): void {
  if (!names.includes(value)) throw wrong(name, value, `one of ${names.join(", ")}`);
}

const MOST_VALUES = 50;

function figures(name: string, values: readonly number[]): void {
  if (values.length === 0 || values.length > MOST_VALUES)
    throw wrong(name, values.length, `1 to ${MOST_VALUES} figures`);
  for (const value of values) {
    if (!(value >= 0 && Number.isFinite(value))) throw wrong(name, value, "figures from 0 on");
  }
}

function wrong(name: string, value: unknown, expected: string): SimError {
  return new SimError("QuestionWrong", `${name} is ${String(value)}`, `give ${expected}`);
}
