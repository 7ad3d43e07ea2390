import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import type { ProblemCode } from "@diem/wire";
import { Refusal } from "../refusal";
import { answerRefusal } from "./answer";
import { type ClientAddresses, clientGroup } from "./client-address";
import { Connections } from "./connections";
import { preflight } from "./cors";
import { cut } from "./cut";
import { InOrder } from "./in-order";
import { refuseUnreadable } from "./unreadable";

/** A request on its way: what was asked, and where to answer. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Of the path alone, without the query. */
  readonly path: string;
  /** Address of the client. */
  readonly client: string;
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
  /** Milliseconds for which a client may take nothing of its answer. */
  readonly stallTimeoutMs: number;
  /** Requests of a connection that may wait behind the one that is answered. */
  readonly mostWaiting: number;
  /** Connections of a client that may be open. */
  readonly mostConnections: number;
  readonly addresses: ClientAddresses;
  /** Called for each request that is refused. */
  readonly onRefusal: (refusal: Refusal, path: string) => void;
  /** Called for each request or connection that is not read, with its refusal. */
  readonly onUnreadable: (code: ProblemCode) => void;
  /** Called with each fault of this server. */
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
      // refused by name below
      requireHostHeader: false,
    };
    const { addresses, mostWaiting, mostConnections, onUnreadable } = input;
    const end = (socket: Socket) => {
      inOrder.end(socket);
    };
    const inOrder: InOrder<Exchange> = new InOrder({
      mostWaiting,
      serve: (exchange) => handle(exchange, input, end),
      refuse: (exchange) => refuse(exchange, tooManyWaiting(mostWaiting), { input, end }),
    });
    const answering = new WeakMap<Duplex, ServerResponse>();
    const take = (request: IncomingMessage, response: ServerResponse) => {
      answering.set(request.socket, response);
      const client = addresses.of(request);
      inOrder.run(request.socket, { request, response, path: pathOf(request), client });
    };
    const server = createServer(options, take);
    server.on("checkExpectation", take);
    server.on("connect", (_, socket) => {
      const detail = "this is not a proxy: ask it for its own paths, see docs/wire.md";
      cut(socket, { code: "method-not-allowed", detail });
      onUnreadable("method-not-allowed");
    });
    const connections = new Connections(mostConnections);
    server.on("connection", (socket) => {
      const { remoteAddress } = socket;
      if (remoteAddress === undefined || addresses.isProxy(remoteAddress)) return;
      if (!connections.isBeyond(socket, clientGroup(remoteAddress))) return;
      end(socket);
      cut(socket, { code: "too-many-requests", detail: tooManyConnections(mostConnections) });
      onUnreadable("too-many-requests");
    });
    // an answer that nobody takes would hold a place at the server behind the gateway for ever
    server.setTimeout(input.stallTimeoutMs, (socket) => {
      const answer = answering.get(socket);
      const works = answer !== undefined && !answer.writableFinished;
      if (!works || socket.writableLength > 0) socket.destroy();
    });
    server.on("clientError", (error, socket) => {
      const code = refuseUnreadable(error, socket, answering.get(socket));
      if (code !== null) onUnreadable(code);
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

/** Every server must take the whole address in place of the path, which clients send to a proxy. */
function pathOf({ url = "/" }: IncomingMessage): string {
  const local = url.startsWith("/") ? url : url.replace(/^https?:\/\/[^/?]*/i, "");
  const end = local.indexOf("?");
  return end < 0 ? local : local.slice(0, end);
}

/** Throws a Refusal `bad-request` for headers that no request may have. */
function requireHeaders({ headers: { host, expect }, httpVersion }: IncomingMessage): void {
  if (host === undefined && httpVersion === "1.1") {
    const detail = "the request has no Host header: send it with the gateway's name";
    throw new Refusal("bad-request", { detail, closes: true });
  }
  if (expect !== undefined && expect.toLowerCase() !== "100-continue") {
    const detail = `the request expects ${expect.slice(0, 80)}: leave the Expect header out`;
    throw new Refusal("bad-request", { detail });
  }
}

type EndConnection = (socket: Socket) => void;

async function handle(
  exchange: Exchange,
  input: HttpServerInput,
  end: EndConnection,
): Promise<void> {
  const { request, response, path } = exchange;
  try {
    requireHeaders(request);
    if (request.method === "OPTIONS") {
      const asked = request.headers["access-control-request-headers"];
      response.writeHead(204, preflight(asked)).end();
      return;
    }
    await routeOf(exchange, input.routes).answer(exchange);
  } catch (error) {
    if (error instanceof Refusal) {
      await refuse(exchange, error, { input, end });
      return;
    }
    if (request.destroyed && !request.complete) return; // the client left before it had asked
    input.onError(error, path);
    const detail = "the gateway failed: try again, and tell the provider if it continues";
    answerRefusal(response, new Refusal("internal-error", { detail }));
  }
}

/** Answers a request that is not served. Where it was told to wait, nothing of its connection is served any more. */
async function refuse(
  { request, response, path }: Exchange,
  refusal: Refusal,
  { input, end }: { readonly input: HttpServerInput; readonly end: EndConnection },
): Promise<void> {
  input.onRefusal(refusal, path);
  const { delayMs, closes } = refusal;
  if (closes) end(request.socket);
  if (delayMs > 0) await pause(delayMs, undefined, { ref: false });
  if (closes && request.complete) response.shouldKeepAlive = false;
  answerRefusal(response, refusal);
  if (!request.complete) discard(request);
}

function tooManyWaiting(most: number): Refusal {
  const detail = `more than ${most} requests wait on this connection: wait for answers, or use more connections`;
  return new Refusal("too-many-requests", { detail, closes: true });
}

function tooManyConnections(most: number): string {
  return `more than ${most} connections of your address are open: use fewer`;
}

/** Lets the rest of a request come for a moment: a connection that is cut at once takes the answer with it. */
function discard(request: IncomingMessage): void {
  request.resume();
  const timer = setTimeout(() => request.destroy(), DISCARD_MS);
  request.once("end", () => clearTimeout(timer));
}

function routeOf({ request: { method }, path }: Exchange, routes: readonly Route[]): Route {
  const asked = method === "HEAD" ? "GET" : method;
  const found = routes.find((route) => route.method === asked && route.matches(path));
  if (found !== undefined) return found;
  const other = routes.find((route) => route.matches(path));
  if (other === undefined) {
    const detail = `there is no ${path.slice(0, 200)}: see docs/wire.md for the paths`;
    throw new Refusal("not-found", { detail });
  }
  const detail = `${path} takes ${other.method}, not ${method ?? "nothing"}: use that`;
  throw new Refusal("method-not-allowed", { detail, headers: { allow: other.method } });
}
