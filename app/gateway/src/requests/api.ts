import type { JsonObject } from "./json-object";
import type { Media } from "./content";
import type { JsonMeter } from "../meters/json";
import type { StreamMeter } from "../meters/stream";

/** The parts of a body that determine its price. */
export interface PricedRequest extends Media {
  readonly stream: boolean;
  /** Most tokens of the answer that the body names; null for none. */
  readonly limit: number | null;
}

/** How to send a body on. */
export interface Sending {
  /** Most tokens of the answer; null for a shape without one. */
  readonly limit: number | null;
}

/** One of the APIs that are sold: what its requests may ask for, and how its answers are counted. */
export interface Api {
  readonly name: "chat" | "completions" | "responses" | "embeddings";
  readonly path: string;
  /** Whether an answer has tokens of its own. */
  readonly answers: boolean;
  /** Throws a Refusal `unsupported` or `bad-request`. */
  ask(body: JsonObject): PricedRequest;
  /** The body as the upstream gets it. */
  send(body: JsonObject, sending: Sending): JsonObject;
  /** Counts an answer in JSON. */
  readonly json: JsonMeter;
  /** Counts an answer that streams; null for a shape that never does. */
  stream: ((body: JsonObject) => StreamMeter) | null;
}
