import { EventSourceParserStream } from "eventsource-parser/stream";
import { safeText } from "../../../format/text";

/** Characters of an answer that the page shows: a gateway that goes on is cut off. */
const MAX_CHARACTERS = 200_000;

/** An answer that is not an answer of a model. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/** A stream that its gateway broke off, or that never ends. */
export class BrokenAnswer extends Error {
  override readonly name = "BrokenAnswer";
}

/** An event of a chat's stream, as far as the page reads it. */
interface Chunk {
  readonly error?: { readonly message?: unknown };
  readonly choices?: readonly {
    readonly delta?: { readonly content?: unknown; readonly reasoning_content?: unknown };
  }[];
}

/**
 * The pieces of a chat's answer as they come.
 *
 * @throws NoAnswer for what is no stream of events; BrokenAnswer; what reading throws
 */
export async function* piecesOf(response: Response): AsyncGenerator<string> {
  const type = response.headers.get("content-type") ?? "";
  if (response.body === null || !type.startsWith("text/event-stream")) {
    await response.body?.cancel();
    const shown = type === "" ? "nothing" : safeText(type);
    throw new NoAnswer(`the gateway answered ${shown}, which is not a stream of a model's answer`);
  }
  const events = response.body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .pipeThrough(new EventSourceParserStream());
  const reader = events.getReader();
  let left = MAX_CHARACTERS;
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (value.data === "[DONE]") {
        ended = true;
        continue;
      }
      const piece = pieceOf(value.data);
      left -= piece.length;
      if (left < 0) throw new BrokenAnswer("the answer does not end: the page cut it off");
      if (piece !== "") yield piece;
    }
    if (!ended) throw new BrokenAnswer("the stream ended before the answer did");
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function pieceOf(data: string): string {
  let chunk: Chunk | null;
  try {
    chunk = JSON.parse(data) as Chunk | null;
  } catch {
    throw new NoAnswer("the gateway sent an event that is not JSON");
  }
  if (chunk?.error !== undefined) {
    throw new BrokenAnswer(`the gateway broke off: ${safeText(String(chunk.error.message), 300)}`);
  }
  const delta = chunk?.choices?.[0]?.delta;
  return [delta?.reasoning_content, delta?.content]
    .filter((text) => typeof text === "string")
    .join("");
}
