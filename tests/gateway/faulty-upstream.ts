import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { type Listening, listening } from "../support/listening";

/** What a faulty upstream does with a request whose body has come. */
export type Fault = (response: ServerResponse, body: string, request: IncomingMessage) => void;

/** A server whose faults a test chooses. */
export class FaultyUpstream {
  /** The bodies that came. */
  readonly bodies: string[] = [];
  /** Headers of the last request. */
  headers: IncomingMessage["headers"] = {};
  /** Calls that are being answered. */
  open = 0;

  private constructor(
    private readonly at: Listening,
    public fault: Fault,
  ) {}

  static async start(): Promise<FaultyUpstream> {
    const server = createServer();
    const at = await listening(server);
    const upstream = new FaultyUpstream(at, (response) => response.writeHead(500).end());
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      upstream.open += 1;
      response.on("close", () => (upstream.open -= 1));
      void text(request).then((body) => {
        upstream.bodies.push(body);
        upstream.headers = request.headers;
        upstream.fault(response, body, request);
      });
    });
    return upstream;
  }

  get url(): string {
    return `${this.at.url}/v1`;
  }

  close(): Promise<void> {
    return this.at.close();
  }
}

/** A chunk of a chat as a stream has it. */
export const chunk = (content: string): string =>
  `data: ${JSON.stringify({ id: "x", choices: [{ index: 0, delta: { content } }] })}\n\n`;

/** The head of a stream. */
export const beginStream = (response: ServerResponse): ServerResponse =>
  response.writeHead(200, { "content-type": "text/event-stream" });

/** An answer of a chat in one piece, with a usage where it is given. */
export const whole = (content: string, usage?: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ id: "x", choices: [{ message: { role: "assistant", content } }], usage });
