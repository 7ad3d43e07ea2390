/** Events of the program, read from places that cannot be forged: its calls to itself and its own logs. @module */
export { decode, type DiemEvent, type DiemEventName, type EventData } from "./decode";
export type { LocatedEvent } from "./logged";
export { fetch, type FetchOptions, fromTransaction } from "./transaction";
export { type Sequenced, sequencesOf } from "./sequences";
export { fromSimulation } from "./simulated";
export { named } from "./named";
export { subscribe, type SubscribeInput } from "./subscribe";
