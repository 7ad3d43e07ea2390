import { createParser, type EventSourceParser } from "eventsource-parser";
import { Refusal } from "../refusal";
import type { StreamEvent } from "./stream";

/** Most characters of one event: a server that never ends one would fill the memory. */
const MOST_EVENT_CHARACTERS = 8 * 1024 * 1024;

/** Reads the bytes of a stream of events, however they are cut. */
export class EventReader {
  // keeps the halves of a character until the other half comes
  readonly #decoder = new TextDecoder();
  readonly #parser: EventSourceParser;
  #events: StreamEvent[] = [];
  #broken: Error | null = null;

  constructor() {
    this.#parser = createParser({
      maxBufferSize: MOST_EVENT_CHARACTERS,
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
  read(bytes: Uint8Array): readonly StreamEvent[] {
    this.#parser.feed(this.#decoder.decode(bytes, { stream: true }));
    if (this.#broken !== null) {
      const detail = `the server sent an event of more than ${MOST_EVENT_CHARACTERS} characters: tell the provider`;
      throw new Refusal("upstream-failed", { detail, cause: this.#broken });
    }
    const events = this.#events;
    this.#events = [];
    return events;
  }
}

/** An event as a stream has it. */
export function writeEvent({ event, id, data }: StreamEvent): string {
  const head = `${event === undefined ? "" : `event: ${event}\n`}${id === undefined ? "" : `id: ${id}\n`}`;
  const lines = data.includes("\n") ? data.replaceAll("\n", "\ndata: ") : data;
  return `${head}data: ${lines}\n\n`;
}

/** A comment of a stream, which clients pass over. */
export function writeComment(text: string): string {
  return `: ${text}\n\n`;
}
