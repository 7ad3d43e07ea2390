import { chat } from "./chat";
import { completions } from "./completions";
import { embeddings } from "./embeddings";
import { responses } from "./responses";
import type { Api } from "./api";

/** The shapes that are sold, by their paths. */
export const shapes: ReadonlyMap<string, Api> = new Map(
  [chat, completions, responses, embeddings].map((shape) => [shape.path, shape]),
);

export { boundOf } from "./bound";
export { isJsonObject, type JsonObject } from "./json-object";
export type { PricedRequest, Api } from "./api";
