/** Questions to the lab as plain data, and their answers: what a command, a page and its worker share. @module */
export { type Answer, ask, type SweepRow } from "./answer";
export {
  checkQuestion,
  type FanQuestion,
  type HeatMapQuestion,
  MOST_DAYS,
  MOST_PATHS,
  MOST_SEED,
  pathsOf,
  type PhaseQuestion,
  type PreviewQuestion,
  type Question,
  type SweepQuestion,
  type TornadoQuestion,
} from "./question";
