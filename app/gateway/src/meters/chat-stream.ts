import { isJsonObject, type JsonObject } from "../requests/json-object";
import { wantsUsage } from "../requests/stream-options";
import { type Ending, objectIn, type StreamEvent, type StreamMeter, type Verdict } from "./stream";
import { listOf, messageTexts } from "./texts";
import { completionCounts, completionUsage, sumOf, type Tokens, usageWith } from "./tokens";

const DONE = "[DONE]";

/** How the chunks of a shape add text. */
interface Chunks {
  /** The texts that a choice adds. */
  readonly added: (choice: JsonObject) => readonly unknown[];
  /** Found in the JSON of a chunk that adds text. No text holds it: quotes are escaped there. */
  readonly text: RegExp;
}

const CHAT: Chunks = {
  added: ({ delta }) => messageTexts(delta),
  text: /"delta":\s*\{\s*"content":\s*"(?!")/,
};
const COMPLETIONS: Chunks = {
  added: ({ text }) => (text === "" ? [] : [text]),
  text: /"text":\s*"(?!")/,
};
/** Found in the JSON of a chunk with a usage that is not null. */
const USAGE = /"usage":\s*[^n\s]/;

/** Counts a stream of `/v1/chat/completions`. */
export function chatStream(body: JsonObject): StreamMeter {
  return new ChunkMeter(wantsUsage(body), CHAT);
}

/** Counts a stream of `/v1/completions`. */
export function completionsStream(body: JsonObject): StreamMeter {
  return new ChunkMeter(wantsUsage(body), COMPLETIONS);
}

/**
 * Counts chunks with choices. A chunk without choices has the usage of the whole; where several come, they are parts of it.
 * A chunk with choices may have what was counted so far.
 */
class ChunkMeter implements StreamMeter {
  pieces = 0;
  #final: Tokens | null = null;
  #running: Tokens | null = null;
  /** The last chunk that added text, and what came after it without choices: what is the same in all chunks. */
  #last: StreamEvent | null = null;
  #after: JsonObject = {};
  /** The newest `usage`, with what this meter does not count. */
  #usage: unknown;

  constructor(
    private readonly wanted: boolean,
    private readonly chunks: Chunks,
  ) {}

  get usage(): Tokens | null {
    return this.#final ?? this.#running;
  }

  take(event: StreamEvent): Verdict {
    const { data } = event;
    if (data === DONE) return "end";
    if (this.chunks.text.test(data) && !USAGE.test(data)) {
      // nearly every chunk is one of these, and need not be parsed
      this.#last = event;
      this.pieces += 1;
      return "forward";
    }
    const chunk = objectIn(event);
    if (chunk === null) return data.trim() === DONE ? "end" : "forward";
    const choices = listOf(chunk.choices);
    const usage = completionUsage(chunk.usage);
    if (usage !== null) this.#usage = chunk.usage;
    if (choices.length > 0) {
      this.#last = event;
      this.#running = usage ?? this.#running;
      if (choices.some((choice) => this.chunks.added(choice).length > 0)) this.pieces += 1;
      return "forward";
    }
    if (usage === null) {
      if (chunk.error !== undefined && chunk.error !== null) return "fail";
      // a usage that is no count tells the client nothing, and the receipt's comes at the end
      return isJsonObject(chunk.usage) ? "drop" : "forward";
    }
    this.#after = { ...this.#after, ...chunk };
    this.#final = sumOf(this.#final, usage);
    return "drop";
  }

  ending(tokens: Tokens, receipt: JsonObject): Ending {
    const after = [{ data: DONE }];
    if (!this.wanted) return { before: [], after };
    const given = isJsonObject(this.#usage) ? this.#usage : {};
    const usage = usageWith({ ...given, ...completionCounts(tokens) }, receipt);
    const last = this.#last === null ? {} : objectIn(this.#last);
    const chunk = { ...last, ...this.#after, choices: [], usage };
    return { before: [{ data: JSON.stringify(chunk) }], after };
  }
}
