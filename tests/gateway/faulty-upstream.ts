import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

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
    private readonly server: ReturnType<typeof createServer>,
    public fault: Fault,
  ) {}

  static async start(): Promise<FaultyUpstream> {
    const server = createServer();
    const upstream = new FaultyUpstream(server, (response) => response.writeHead(500).end());
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      upstream.open += 1;
      response.on("close", () => (upstream.open -= 1));
      void text(request).then((body) => {
        upstream.bodies.push(body);
        upstream.headers = request.headers;
        upstream.fault(response, body, request);
      });
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    return upstream;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  async close(): Promise<void> {
    const closed = once(this.server, "close");
    this.server.close();
    this.server.closeAllConnections();
    await closed;
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
