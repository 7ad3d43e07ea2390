import { isMembers, type Members } from "../requests/members";
import { wantsUsage } from "../requests/stream-options";
import { type Ending, objectIn, type StreamEvent, type StreamMeter, type Verdict } from "./stream";
import { listOf, messageTexts } from "./texts";
import { completionUsage, sumOf, textBytes, type Tokens, usageWith } from "./tokens";

const DONE = "[DONE]";

/** The texts that a choice of a chunk adds. */
type Added = (choice: Members) => readonly unknown[];

/** Counts a stream of `/v1/chat/completions`. */
export function chatStream(body: Members): StreamMeter {
  return new ChunkMeter(wantsUsage(body), ({ delta }) => messageTexts(delta));
}

/** Counts a stream of `/v1/completions`. */
export function completionsStream(body: Members): StreamMeter {
  return new ChunkMeter(wantsUsage(body), ({ text }) => (text === "" ? [] : [text]));
}

/**
 * Counts chunks with choices. A chunk without choices has the usage of the whole; where several come, they are parts of it.
 * A chunk with choices may have what was counted so far.
 */
class ChunkMeter implements StreamMeter {
  pieces = 0;
  bytes = 0;
  #final: Tokens | null = null;
  #running: Tokens | null = null;
  /** Members of the last chunk: what is the same in all of them. */
  #last: Members = {};
  /** The newest `usage`, with what this meter does not count. */
  #usage: unknown;

  constructor(
    private readonly wanted: boolean,
    private readonly added: Added,
  ) {}

  get usage(): Tokens | null {
    return this.#final ?? this.#running;
  }

  take(event: StreamEvent): Verdict {
    if (event.data === DONE) return "end";
    const chunk = objectIn(event);
    if (chunk === null) return "forward";
    const choices = listOf(chunk.choices);
    const usage = completionUsage(chunk.usage);
    if (usage !== null) this.#usage = chunk.usage;
    if (choices.length > 0) {
      this.#last = chunk;
      this.#running = usage ?? this.#running;
      const texts = choices.flatMap((choice) => this.added(choice));
      if (texts.length > 0) this.pieces += 1;
      this.bytes += textBytes(texts);
      return "forward";
    }
    if (usage === null) return "forward";
    this.#last = { ...this.#last, ...chunk };
    this.#final = sumOf(this.#final, usage);
    return "drop";
  }

  ending(tokens: Tokens, receipt: Members): Ending {
    const after = [{ data: DONE }];
    if (!this.wanted) return { before: [], after };
    const { input, output } = tokens;
    const counts = {
      prompt_tokens: input,
      completion_tokens: output,
      total_tokens: input + output,
    };
    const given = isMembers(this.#usage) ? this.#usage : {};
    const usage = usageWith({ ...given, ...counts }, receipt);
    const chunk = { ...this.#last, choices: [], usage };
    return { before: [{ data: JSON.stringify(chunk) }], after };
  }
}
