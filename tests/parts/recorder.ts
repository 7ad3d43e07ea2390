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
  /** One entry for each answer that has ended with a usage. */
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
    const onward = request(`${origin}${url ?? ""}`, { method, headers }, (answer) => {
      answering.writeHead(answer.statusCode ?? 500, answer.headers);
      this.#open.add(answering);
      answer.setEncoding("utf8");
      answer.on("data", (piece: string) => {
        text += piece;
        this.pieces += piece.match(/"delta":\{"content":"/g)?.length ?? 0;
        answering.write(piece);
      });
      answer.on("error", () => answering.destroy());
      answer.on("end", () => answering.end());
    });
    onward.on("error", () => answering.destroy());
    asking.pipe(onward);
    answering.on("close", () => {
      this.#open.delete(answering);
      // a gateway that has read the last event may leave before the end
      this.#keep(text);
      onward.destroy();
    });
  }

  #keep(text: string): void {
    const events = [...text.matchAll(/^data: (\{.*)\n/gm)].map(([, data]) => data ?? "");
    const usages = (text.startsWith("{") ? [text] : events).flatMap(usagesOf);
    const last = usages.at(-1);
    if (last === undefined) return;
    const details = last.prompt_tokens_details ?? last.input_tokens_details;
    this.counted.push({
      input: last.prompt_tokens ?? last.input_tokens ?? 0,
      cached: details?.cached_tokens ?? 0,
      output: last.completion_tokens ?? last.output_tokens ?? 0,
    });
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
