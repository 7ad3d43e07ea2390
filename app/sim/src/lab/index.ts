/** Questions to the lab and their answers as plain data, shared by the command, the page and its worker. @module */
export { type Answer, ask, type SweepRow } from "./answer";
export {
  checkQuestion,
  type FanQuestion,
  type HeatMapQuestion,
  MAX_DAYS,
  MAX_PATHS,
  MAX_SEED,
  pathsOf,
  type PhaseQuestion,
  type PreviewQuestion,
  type Question,
  type SweepQuestion,
  type TornadoQuestion,
} from "./question";
