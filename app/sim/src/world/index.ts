/** A market and its people, day by day. @module */
export { beginWorld } from "./begin";
export { BELIEF_BOUNDS, beliefsOf, checkWorld } from "./check";
export { brokenLaw, canAllLeave } from "./laws";
export { type Beliefs, DEFAULT_BELIEFS, randomBeliefs } from "./beliefs";
export { passDay } from "./day";
export { liveWorld, type LiveInput } from "./live";
export { type Random, randomOf } from "./random";
export {
  copyWorld,
  type Minter,
  type Provider,
  type Stakers,
  type Surroundings,
  type World,
} from "./state";
export { EPOCHS_OF_YEAR, soldBy } from "./consumers";
export { type Start, startOf } from "./start";
export { quotaOffered } from "./providers";
