/**
 * What happened and what changes, in words for people.
 *
 * @module
 */
export { eventText, EVENT_NAMES, type Writing } from "./events";
export { eventFromJson } from "./event-json";
export { type ParamChange, paramChanges } from "./changes";
export { PARAM_EFFECTS, type ParamEffect } from "./effects";
