/**
 * Sentences for people: what happened, and what a change means.
 *
 * @module
 */
export { eventText, EVENT_NAMES, type Writing } from "./events";
export { eventFromJson } from "./event-json";
export { type ParamChange, paramChanges } from "./changes";
export { PARAM_EFFECTS, type ParamEffect } from "./effects";
