import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An event as an indexer serves it, or what a hostile one serves instead. */
export type Served = Readonly<Record<string, unknown>>;

/** An indexer that says what a test wants it to. */
export class FakeIndexer {
  readonly #streams = new Set<ServerResponse>();
  /** What `/v1/events` answers, the newest first. */
  items: readonly Served[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeIndexer> {
    const server = createServer();
    const fake = new FakeIndexer(server);
    server.on("request", ({ url = "" }: { url?: string }, response: ServerResponse) => {
      response.setHeader("access-control-allow-origin", "*");
      response.setHeader("access-control-expose-headers", "x-diem-slot");
      response.setHeader("x-diem-slot", "1");
      if (url.startsWith("/v1/stream")) return fake.#open(response);
      const body = url.startsWith("/v1/events") ? { items: fake.items, next: null } : {};
      response.setHeader("content-type", "application/json").end(JSON.stringify(body));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** Pages that listen. */
  get listening(): number {
    return this.#streams.size;
  }

  /** Tells all who listen; resolves when they can take more. */
  async tell(kind: string, ...list: readonly unknown[]): Promise<void> {
    const text = list.map((data) => `event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`).join("");
    for (const stream of this.#streams) if (!stream.write(text)) await once(stream, "drain");
  }

  /** Breaks all streams, as a proxy or a restart does. */
  breakStreams(): void {
    for (const stream of this.#streams) stream.destroy();
  }

  async close(): Promise<void> {
    this.breakStreams();
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, "close");
  }

  #open(response: ServerResponse): void {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write("retry: 50\n\n");
    this.#streams.add(response);
    response.on("close", () => this.#streams.delete(response));
  }
}
