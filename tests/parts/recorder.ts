import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { type Listening, listening } from "../support/listening";

/** What a server said of its use, in its own words. */
export interface Counted {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
}

interface Usage {
  readonly prompt_tokens?: number;
  readonly completion_tokens?: number;
  readonly prompt_tokens_details?: { readonly cached_tokens?: number };
  readonly input_tokens?: number;
  readonly output_tokens?: number;
  readonly input_tokens_details?: { readonly cached_tokens?: number };
}

/** Stands between a gateway and its server, hands on what both say, and keeps what the server counted. */
export class Recorder {
  /** One entry for each answer that has told its usage. */
  readonly counted: Counted[] = [];
  /** Pieces of text that went on to the gateway, in all. */
  pieces = 0;
  readonly #open = new Set<ServerResponse>();
  #listening!: Listening;

  private constructor(private readonly target: string) {}

  /** In front of the server at a base URL. */
  static async start(target: string): Promise<Recorder> {
    const recorder = new Recorder(target);
    const server = createServer((asking, answering) => recorder.#pass(asking, answering));
    recorder.#listening = await listening(server);
    return recorder;
  }

  get url(): string {
    return `${this.#listening.url}/v1`;
  }

  close(): Promise<void> {
    return this.#listening.close();
  }

  /** Resets the connections of the answers that are under way. */
  reset(): void {
    for (const answering of this.#open) answering.socket?.resetAndDestroy();
  }

  #pass(asking: IncomingMessage, answering: ServerResponse): void {
    const { method, headers, url } = asking;
    const { origin } = new URL(this.target);
    let text = "";
    let place: number | null = null;
    const onward = request(`${origin}${url ?? ""}`, { method, headers }, (answer) => {
      const streams = answer.headers["content-type"]?.startsWith("text/event-stream") === true;
      answering.writeHead(answer.statusCode ?? 500, answer.headers);
      this.#open.add(answering);
      answer.setEncoding("utf8");
      answer.on("data", (piece: string) => {
        text += piece;
        if (!streams) return; // goes on as a whole
        this.pieces += piece.match(/"delta":\{"content":"/g)?.length ?? 0;
        place = this.#keep(text.matchAll(/^data: (\{.*)\n/gm), place);
        answering.write(piece);
      });
      answer.on("error", () => answering.destroy());
      answer.on("end", () => {
        if (!streams) this.#keep(text.matchAll(/^(\{.*\})\s*$/gs), place);
        answering.end(streams ? "" : text);
      });
    });
    onward.on("error", () => answering.destroy());
    asking.pipe(onward);
    answering.on("close", () => {
      this.#open.delete(answering);
      onward.destroy(); // a gateway that has read the last event may leave before the end
    });
  }

  /**
   * Keeps the last usage that an answer tells so far, before it goes on: who has the answer finds the count. Returns
   * its place.
   */
  #keep(said: Iterable<RegExpMatchArray>, place: number | null): number | null {
    const last = [...said].flatMap(([, json = ""]) => usagesOf(json)).at(-1);
    if (last === undefined) return place;
    const details = last.prompt_tokens_details ?? last.input_tokens_details;
    const kept = place ?? this.counted.length;
    this.counted[kept] = {
      input: last.prompt_tokens ?? last.input_tokens ?? 0,
      cached: details?.cached_tokens ?? 0,
      output: last.completion_tokens ?? last.output_tokens ?? 0,
    };
    return kept;
  }
}

interface Answer {
  readonly usage?: Usage | null;
  readonly response?: { readonly usage?: Usage | null };
}

function usagesOf(text: string): Usage[] {
  const { usage, response } = JSON.parse(text) as Answer;
  return [usage, response?.usage].filter((found) => found != null);
}
