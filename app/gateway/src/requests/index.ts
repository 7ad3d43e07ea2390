import { chat } from "./chat";
import { completions } from "./completions";
import { embeddings } from "./embeddings";
import { responses } from "./responses";
import type { Shape } from "./shape";

/** The shapes that are sold, by their paths. */
export const shapes: ReadonlyMap<string, Shape> = new Map(
  [chat, completions, responses, embeddings].map((shape) => [shape.path, shape]),
);

export { boundOf } from "./bound";
export { isMembers, type Members } from "./members";
export type { Asked, Shape } from "./shape";
