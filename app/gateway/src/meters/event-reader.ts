import { createParser, type EventSourceParser } from "eventsource-parser";
import { Refusal } from "../refusal";
import type { StreamEvent } from "./stream";

/** Maximum characters of one event, because an endless event would fill the memory. */
const MAX_EVENT_CHARACTERS = 8 * 1024 * 1024;
const LINE_FEED = 0x0a;
const DATA = "data: ";
const END = "\n\n";

/** Reads a stream of events from pieces of any size. */
export class EventReader {
  // keeps an incomplete character until the rest comes
  readonly #decoder = new TextDecoder();
  readonly #parser: EventSourceParser;
  #events: StreamEvent[] = [];
  #broken: Error | null = null;
  /** Whether all that came so far were whole events. */
  #whole = true;

  constructor() {
    this.#parser = createParser({
      maxBufferSize: MAX_EVENT_CHARACTERS,
      onEvent: ({ event, id, data }) => this.#events.push({ event, id, data }),
      onError: (error) => {
        if (error.type === "max-buffer-size-exceeded") this.#broken = error;
      },
    });
  }

  /**
   * The events that are complete with these bytes.
   *
   * @throws Refusal `upstream-failed` for an event that does not end.
   */
  read(pieces: readonly Buffer[]): readonly StreamEvent[] {
    for (const bytes of pieces) this.#read(bytes);
    const events = this.#events;
    this.#events = [];
    return events;
  }

  #read(bytes: Buffer): void {
    const ended = bytes.at(-1) === LINE_FEED && bytes.at(-2) === LINE_FEED;
    const plain = this.#whole && ended ? plainEvents(bytes.toString()) : null;
    this.#whole = ended;
    if (plain !== null) {
      this.#events.push(...plain);
      return;
    }
    this.#parser.feed(this.#decoder.decode(bytes, { stream: true }));
    if (this.#broken !== null) {
      const detail = `the server sent an event of more than ${MAX_EVENT_CHARACTERS} characters: tell the provider`;
      throw new Refusal("upstream-failed", { detail, cause: this.#broken });
    }
  }
}

/** Whole events as most servers write them, in one line of data each; null where the text has anything else. */
function plainEvents(text: string): readonly StreamEvent[] | null {
  if (text.includes("\r")) return null;
  const events: StreamEvent[] = [];
  for (let at = 0; at < text.length;) {
    const [from, to] = [at + DATA.length, text.indexOf("\n", at)];
    if (to <= from || !text.startsWith(DATA, at) || !text.startsWith(END, to)) return null;
    events.push({ data: text.slice(from, to) });
    at = to + END.length;
  }
  return events;
}

/** An event as a stream has it. */
export function writeEvent({ event, id, data }: StreamEvent): string {
  if (event === undefined && id === undefined && !data.includes("\n")) return `data: ${data}\n\n`;
  const head = `${event === undefined ? "" : `event: ${event}\n`}${id === undefined ? "" : `id: ${id}\n`}`;
  return `${head}data: ${data.replaceAll("\n", "\ndata: ")}\n\n`;
}

/** A comment of a stream, which clients pass over. */
export function writeComment(text: string): string {
  return `: ${text}\n\n`;
}
