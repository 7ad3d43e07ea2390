import { createParser } from "eventsource-parser";
import {
  HEADERS,
  readCallId,
  readCost,
  readReceiptComment,
  readUsage,
  type Receipt,
  type Usage,
} from "@diem/wire";
import { addedText } from "./texts";

/** What an answer says of its cost: null if it says nothing. */
export interface CostReport {
  readonly receipt: Receipt | null;
  /** What was used of the channel when the answer began. */
  readonly usage: Usage | null;
}

/** What a client has seen of an answer. */
export interface Delivered {
  readonly receipt: Receipt | null;
  /** What the model wrote. */
  readonly answered: string;
  /** Pieces in which it came. */
  readonly pieces: number;
}

/** What the headers of an answer say. Throws a WireError for headers that cannot be read. */
export function costFromHeaders(call: string, headers: Headers): CostReport {
  const [usageText, costText] = [headers.get(HEADERS.usage), headers.get(HEADERS.cost)];
  const usage = usageText === null ? null : readUsage(usageText);
  if (usage === null || costText === null) return { receipt: null, usage };
  return { receipt: { call: readCallId(call), cost: readCost(costText), usage }, usage };
}

/** Whether an answer comes as a stream of events. */
export function isEventStream(headers: Headers): boolean {
  return (headers.get("content-type") ?? "").startsWith("text/event-stream");
}

/** An answer in one piece, and its text. Throws what reading it throws. */
export async function whole(response: Response): Promise<{ text: string; response: Response }> {
  const { status, statusText, headers } = response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const body = bytes.length === 0 ? null : bytes;
  const again = new Response(body, { status, statusText, headers });
  return { text: new TextDecoder().decode(bytes), response: again };
}

/** A stream that hands its bytes on as they are, and tells at its end, or with its receipt, what was delivered. */
export function withDelivery(
  response: Response,
  ended: (delivered: Delivered) => Promise<void>,
): Response {
  if (response.body === null) return response;
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const decoder = new TextDecoder();
  const found = { receipt: null as Receipt | null, answered: "", pieces: 0, told: false };
  const parser = createParser({
    onEvent: ({ data }) => {
      const text = addedText(data);
      if (text === "") return;
      found.answered += text;
      found.pieces += 1;
    },
    onComment: (comment) => (found.receipt = readReceiptComment(comment) ?? found.receipt),
  });
  const tell = async () => {
    if (found.told) return;
    found.told = true;
    await ended(found);
  };
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (value !== undefined) {
          parser.feed(decoder.decode(value, { stream: true }));
          // a client that reads no further after the last event has the receipt before it
          if (found.receipt !== null) await tell();
          controller.enqueue(value);
        }
        if (!done) return;
        await tell();
        controller.close();
      } catch (error) {
        await tell();
        controller.error(error);
      }
    },
    async cancel(reason) {
      await reader.cancel(reason);
      await tell();
    },
  });
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}
