import type { JsonObject } from "../requests/json-object";
import type { Tokens } from "./tokens";

/** An event of a stream. */
export interface StreamEvent {
  readonly event?: string | undefined;
  readonly id?: string | undefined;
  readonly data: string;
}

/**
 * What to do with an event. It is sent on; or the client did not ask for it; or it ends the stream, and the meter has
 * its last events; or it reports a failure of the server.
 */
export type Verdict = "forward" | "drop" | "end" | "fail";

/** Counts one answer that streams. */
export interface StreamMeter {
  take(event: StreamEvent): Verdict;
  /** The server's count so far; null if there is none. */
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
