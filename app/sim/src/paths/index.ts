/** Seeded paths of markets, and the shocks on them. @module */
export { type PathInput, runPath } from "./path";
export type { Scenario } from "./scenario";
export { CALM, type NamedShock, scenarioOf, SCENARIOS, titleOf } from "./scenarios";
export {
  type Knob,
  KNOBS,
  NO_SHOCK,
  scenarioUnder,
  type Shock,
  SHOCK_BOUNDS,
  shockOf,
} from "./shock";
