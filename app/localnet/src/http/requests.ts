import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

import type { RpcServer } from "../rpc/server";
import { isLocalOrigin } from "./origins";

/** Longest body of a request, as Agave has it. */
const MAX_BODY_BYTES = 50 * 1024;
const PREFLIGHT_SECONDS = 86_400;

/** The answer to a request that never becomes a JSON-RPC call. */
class HttpRefusal extends Error {
  override readonly name = "HttpRefusal";

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Serves the JSON-RPC methods over HTTP, not listening yet. */
export function createRequestServer(rpc: RpcServer): Server {
  // Idle connections stay open, as Agave's do: a client that was stopped for a while finds its own as it was.
  return createServer({ keepAliveTimeout: 0 }, (request, response) => {
    answerRequest(rpc, request, response).catch((error: unknown) => {
      // The client has hung up when the headers, or the rest of the body, cannot be exchanged.
      if (response.headersSent || request.destroyed) return void response.destroy();
      const [status, message] =
        error instanceof HttpRefusal
          ? [error.status, error.message]
          : [500, error instanceof Error ? error.message : String(error)];
      send(response, { status, type: "text/plain", body: `${message}\n` });
    });
  });
}

async function answerRequest(
  rpc: RpcServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  allowOrigin(request, response);
  switch (request.method) {
    case "OPTIONS":
      response.setHeader("Access-Control-Allow-Methods", "POST, GET, OPTIONS");
      response.setHeader("Access-Control-Allow-Headers", "*, Authorization, Content-Type");
      allowRequested(request, response);
      response.setHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
      return send(response, { status: 204, body: "" });
    case "GET":
      if (pathOf(request) !== "/health") break;
      return send(response, { status: 200, type: "text/plain", body: "ok" });
    case "POST": {
      requireJson(request);
      const body = rpc.serve(await readBody(request));
      return send(response, { status: 200, type: "application/json", body });
    }
  }
  throw new HttpRefusal(405, "POST a JSON-RPC call to /, or GET /health");
}

/** @throws HttpRefusal for a page that is not of this machine */
function allowOrigin({ headers }: IncomingMessage, response: ServerResponse): void {
  const { origin } = headers;
  if (!isLocalOrigin(origin)) {
    throw new HttpRefusal(
      403,
      `pages of ${origin} may not use this chain: serve them on localhost`,
    );
  }
  response.setHeader("Vary", "Origin");
  if (origin !== undefined) response.setHeader("Access-Control-Allow-Origin", origin);
}

/** Clients name themselves in headers of their own, such as `solana-client`. */
function allowRequested({ headers }: IncomingMessage, response: ServerResponse): void {
  const requested = headers["access-control-request-headers"];
  if (requested !== undefined) response.setHeader("Access-Control-Allow-Headers", requested);
}

/** @throws HttpRefusal unless the body says that it is JSON, which a foreign page's form cannot */
function requireJson({ headers }: IncomingMessage): void {
  const [type = ""] = (headers["content-type"] ?? "").split(";");
  if (type.trim().toLowerCase() === "application/json") return;
  throw new HttpRefusal(415, "Content-Type: application/json is required");
}

/** @throws HttpRefusal for a body over the limit */
async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  // What is left of an oversized body is thrown away by the server, once it is answered.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      throw new HttpRefusal(
        413,
        `the body is longer than ${MAX_BODY_BYTES} bytes: split the batch`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function pathOf({ url = "" }: IncomingMessage): string {
  return url.split("?", 1)[0] ?? "";
}

function send(
  response: ServerResponse,
  { status, type, body }: { status: number; type?: string; body: string },
): void {
  if (type !== undefined) response.setHeader("Content-Type", `${type}; charset=utf-8`);
  response.writeHead(status).end(body);
}
