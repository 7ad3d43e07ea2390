/** How markets go on: seeded paths, and what happens on them. @module */
export { type PathInput, runPath } from "./path";
export { CALM, type Scenario } from "./scenario";
export { scenarioOf, SCENARIOS } from "./scenarios";
