import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import type { ProblemCode } from "@diem/wire";
import { Refusal } from "../refusal";
import { answerRefusal } from "./answer";
import { preflight } from "./cors";
import { InOrder } from "./in-order";
import { refuseUnreadable } from "./unreadable";

/** A request on its way: what was asked, and where to answer. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Of the path alone, without the query. */
  readonly path: string;
  /** What was read of the request already: its whole body. */
  readonly body?: Buffer;
}

/** Answers the requests of a path. */
export interface Route {
  readonly method: "GET" | "POST";
  readonly matches: (path: string) => boolean;
  readonly answer: (exchange: Exchange) => void | Promise<void>;
}

/** See {@link HttpServer.listen}. */
export interface HttpServerInput {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly routes: readonly Route[];
  /** Milliseconds that a request may take to come whole. */
  readonly requestTimeoutMs: number;
  /** Milliseconds for which a connection waits for a refusal that is delayed. */
  readonly delayMs: number;
  /** Told of each request that is refused. */
  readonly onRefusal: (refusal: Refusal, path: string) => void;
  /** Told of each request that cannot be read, and how it was refused. */
  readonly onUnreadable: (code: ProblemCode) => void;
  /** Told of what went wrong here, and not with the client. */
  readonly onError: (error: unknown, path: string) => void;
}

/** How often it is looked for requests that take too long to come. */
const CHECK_MS = 1_000;

/** How long the rest of a request that was refused may come. */
const DISCARD_MS = 1_000;

/** Takes requests, and hands each to the route of its path. */
export class HttpServer {
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** @throws what Node's server throws, such as EADDRINUSE. */
  static async listen(input: HttpServerInput): Promise<HttpServer> {
    const { host, port, requestTimeoutMs } = input;
    const options = {
      ...{ requestTimeout: requestTimeoutMs, headersTimeout: requestTimeoutMs },
      connectionsCheckingInterval: CHECK_MS,
    };
    const inOrder = new InOrder();
    const answering = new WeakMap<Duplex, ServerResponse>();
    const server = createServer(options, (request, response) => {
      answering.set(request.socket, response);
      const exchange = { request, response, path: pathOf(request) };
      inOrder.run(request.socket, () => handle(exchange, input));
    });
    server.on("clientError", (error, socket) => {
      const code = refuseUnreadable(error, socket, answering.get(socket));
      if (code !== null) input.onUnreadable(code);
    });
    await once(server.listen(port, host), "listening");
    const { address, family, port: taken } = server.address() as AddressInfo;
    const name = family === "IPv6" ? `[${address}]` : address;
    return new HttpServer(server, `http://${name}:${taken}`);
  }

  /** Takes no more requests, and resolves when the last one is answered. */
  async close(): Promise<void> {
    const closed = once(this.server, "close");
    this.server.close();
    this.server.closeIdleConnections();
    await closed;
  }

  /** Cuts what is still being answered. */
  cut(): void {
    this.server.closeAllConnections();
  }
}

function pathOf({ url = "/" }: IncomingMessage): string {
  const end = url.indexOf("?");
  return end < 0 ? url : url.slice(0, end);
}

async function handle(exchange: Exchange, input: HttpServerInput): Promise<void> {
  const { request, response, path } = exchange;
  try {
    if (request.method === "OPTIONS") {
      const asked = request.headers["access-control-request-headers"];
      response.writeHead(204, preflight(asked)).end();
      return;
    }
    await routeOf(exchange, input.routes).answer(exchange);
  } catch (error) {
    if (error instanceof Refusal) {
      input.onRefusal(error, path);
      if (error.delayed) await pause(input.delayMs, undefined, { ref: false });
      answerRefusal(response, error);
      if (!request.complete) discard(request);
      return;
    }
    if (request.destroyed && !request.complete) return; // the client left before it had asked
    input.onError(error, path);
    const detail = "the gateway failed: try again, and tell the provider if it continues";
    answerRefusal(response, new Refusal("internal-error", { detail }));
  }
}

/** Lets the rest of a request come for a moment: a connection that is cut at once takes the answer with it. */
function discard(request: IncomingMessage): void {
  request.resume();
  const timer = setTimeout(() => request.destroy(), DISCARD_MS);
  request.once("end", () => clearTimeout(timer));
}

function routeOf({ request: { method }, path }: Exchange, routes: readonly Route[]): Route {
  const found = routes.find((route) => route.method === method && route.matches(path));
  if (found !== undefined) return found;
  const other = routes.find((route) => route.matches(path));
  if (other === undefined) {
    const detail = `there is no ${path.slice(0, 200)}: see docs/wire.md for the paths`;
    throw new Refusal("not-found", { detail });
  }
  const detail = `${path} takes ${other.method}, not ${method ?? "nothing"}: use that`;
  throw new Refusal("method-not-allowed", { detail, headers: { allow: other.method } });
}
