import type { JsonObject } from "../requests/json-object";
import type { Tokens } from "./tokens";

/** An event of a stream. */
export interface StreamEvent {
  readonly event?: string | undefined;
  readonly id?: string | undefined;
  readonly data: string;
}

/**
 * What becomes of an event: it is sent on, or is no part of what the client asked for, or it ends the stream, whose last
 * events the meter has then, or it says that the server has failed.
 */
export type Verdict = "forward" | "drop" | "end" | "fail";

/** Counts one answer that streams. */
export interface StreamMeter {
  take(event: StreamEvent): Verdict;
  /** What the server counted, as far as it has said; null where it has not. */
  readonly usage: Tokens | null;
  /** Pieces of the answer that came: each has a token at least. */
  readonly pieces: number;
  /** The last events of a stream that ended as it should, with the members of the receipt in their usage. */
  ending(tokens: Tokens, receipt: JsonObject): Ending;
}

/** How a stream ends: the comment of the receipt stands between the two. */
export interface Ending {
  readonly before: readonly StreamEvent[];
  readonly after: readonly StreamEvent[];
}

/** The object in an event's data; null for anything else, such as `[DONE]`. */
export function objectIn({ data }: StreamEvent): JsonObject | null {
  if (!data.startsWith("{")) return null;
  try {
    return JSON.parse(data) as JsonObject;
  } catch {
    return null;
  }
}
