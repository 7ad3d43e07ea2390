import { type Knob, shockOf } from "../paths";
import { preview, type Preview } from "../preview";
import {
  FAN,
  fan,
  type FanDay,
  type FigureName,
  type Figures,
  figuresOf,
  heatMap,
  type HeatMap,
  phase,
  type PhasePoint,
  type ShockRow,
  shockTables,
  tornado,
  type Tornado,
} from "../studies";
import { checkWorld, type World } from "../world";
import { checkQuestion, checkSize, type Question, type SweepQuestion } from "./question";

/** A severity of a sweep, and what it changes, in parts of what the question's own shock alone would lead to. */
export type SweepRow = ShockRow & { readonly value: number };

/** The lab's answer to each study, as plain data. `today` is the market as it stands. */
export type Answer = { readonly today: Figures } & (
  | { readonly study: "fan"; readonly parts: readonly number[]; readonly fan: readonly FanDay[] }
  | ({ readonly study: "heat-map"; readonly figure: FigureName } & HeatMap)
  | { readonly study: "phase"; readonly phase: readonly (readonly PhasePoint[])[] }
  | ({ readonly study: "tornado"; readonly figure: FigureName } & Tornado)
  | { readonly study: "sweep"; readonly knob: Knob; readonly sweep: readonly SweepRow[] }
  | ({ readonly study: "preview" } & Preview)
);

/**
 * Answers a question about a market. Yields after each path how many are done, of {@link pathsOf}, so that the caller can
 * show it, or stop. The same market and question give the same answer, in a page as in Node.
 *
 * @throws SimError for what cannot be simulated, before the first path; `NotFinite` where a figure is no number.
 *
 * @example
 * const shock = paths.shockOf({ demand: 0.2 });
 * const question = { study: "fan", shock, paths: 200, days: 365, every: 7, seed: 1 } as const;
 * const answer = studies.complete(lab.ask(from, question));
 */
export function* ask(from: World, question: Question): Generator<number, Answer> {
  checkQuestion(question);
  shockOf({ ...question.shock });
  checkWorld(from);
  checkSize(from, question);
  const { study } = question;
  const today = figuresOf(from);
  switch (study) {
    case "fan":
      return { study, today, parts: FAN, fan: yield* fan({ from, ...question }) };
    case "heat-map":
      return { study, today, figure: question.figure, ...(yield* heatMap({ from, ...question })) };
    case "phase":
      return { study, today, phase: yield* phase({ from, ...question }) };
    case "tornado":
      return { study, today, figure: question.figure, ...(yield* tornado({ from, ...question })) };
    case "sweep":
      return { study, today, knob: question.knob, sweep: yield* sweep(from, question) };
    case "preview":
      return { study, today, ...(yield* preview({ from, ...question })) };
  }
}

function* sweep(
  from: World,
  { shock, knob, values, paths, days, seed }: SweepQuestion,
): Generator<number, SweepRow[]> {
  const shocks = values.map((value) => shockOf({ ...shock, [knob]: value }));
  const seeds = Array.from({ length: paths }, (_, nth) => seed + nth);
  const compared = { markets: [from], days: [days], seeds, beside: shock };
  const found = yield* shockTables({ shocks, ...compared });
  return found.flatMap((rows, nth) => rows.map((row) => ({ value: values[nth] ?? NaN, ...row })));
}
