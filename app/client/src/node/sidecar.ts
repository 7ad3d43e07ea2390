import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, isIP } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { HEADERS } from "@diem/wire";
import { DiemClientError } from "../errors";
import type { PayingFetch } from "../paying";
import { readReceipts } from "../receipts/book";
import { toCsv, toJsonLines } from "../receipts/paid-call";

/** See {@link startSidecar}. */
export interface SidecarInput {
  /** Pays for the calls. */
  readonly fetch: PayingFetch;
  /** Address to listen on. Default: this machine only. */
  readonly host?: string;
  /** Default: a free port. */
  readonly port?: number;
}

/** A running local API that pays. */
export interface Sidecar {
  /** Base of the API, for `base_url` of any client of OpenAI. */
  readonly baseUrl: string;
  /** Takes no more calls, and resolves when the last one is answered. */
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 64 * 1024 * 1024;
const BASE = "/v1";

/** Where the proxy has its receipts, and in which form. */
const RECEIPTS: ReadonlyMap<string, { type: string; write: typeof toCsv }> = new Map([
  [`${BASE}/diem/receipts.csv`, { type: "text/csv; charset=utf-8", write: toCsv }],
  [`${BASE}/diem/receipts.jsonl`, { type: "application/jsonl", write: toJsonLines }],
]);

/**
 * Starts a local API that pays for each call and hands everything else on: for Python, editors, curl. Pages of a browser are
 * refused, as any of them could spend.
 *
 * @throws EADDRINUSE.
 *
 * @example
 * const sidecar = await startSidecar({ fetch, port: 8403 });
 * console.log(`export OPENAI_BASE_URL=${sidecar.baseUrl}`);
 */
export async function startSidecar({
  fetch,
  host = "127.0.0.1",
  port = 0,
}: SidecarInput): Promise<Sidecar> {
  const server = createServer((request, response) => {
    // a client that leaves is no failure
    void answer({ fetch, host }, request, response).catch(() => response.destroy());
  });
  await once(server.listen(port, host), "listening");
  return {
    baseUrl: `http://${host}:${(server.address() as AddressInfo).port}${BASE}`,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      await closed;
    },
  };
}

async function answer(
  { fetch, host }: { readonly fetch: PayingFetch; readonly host: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { url = "/", headers } = request;
  const method = request.method === "HEAD" ? "GET" : (request.method ?? "GET");
  if (headers.origin !== undefined || isForeign(headers.host, host)) {
    refuse(response, {
      status: 403,
      code: "browser",
      message: "web pages must not use this API: use createDiemFetch in the page",
    });
    return;
  }
  if (!url.startsWith(`${BASE}/`)) {
    refuse(response, { status: 404, code: "not-found", message: `the API is at ${BASE}` });
    return;
  }
  const form = method === "GET" ? RECEIPTS.get(url) : undefined;
  if (form !== undefined) {
    const text = form.write(await readReceipts(fetch.store));
    response.writeHead(200, { "content-type": form.type }).end(text);
    return;
  }
  if (headers["content-encoding"] !== undefined) {
    const message = "the body is compressed: send it uncompressed";
    refuse(response, { status: 415, code: "unsupported-media-type", message });
    return;
  }
  const leaving = new AbortController();
  response.on("close", () => leaving.abort());
  const body = method === "GET" ? null : await bodyOf(request);
  if (body === TOO_LARGE) {
    const message = `the body has more than ${MAX_BODY_BYTES} bytes: send a shorter one`;
    refuse(response, { status: 413, code: "too-large", message });
    return;
  }
  // an app can choose the id of a call itself
  const call = headers[HEADERS.call];
  const target = `${fetch.baseUrl}${url.slice(BASE.length)}`;
  try {
    const found = await fetch(target, {
      ...{ method, body, signal: leaving.signal },
      headers: {
        "content-type": headers["content-type"] ?? "application/json",
        ...(typeof call === "string" ? { [HEADERS.call]: call } : {}),
      },
    });
    response.writeHead(found.status, Object.fromEntries(passed(found.headers)));
    if (found.body === null) response.end();
    else await pipeline(Readable.fromWeb(found.body), response);
  } catch (error) {
    if (leaving.signal.aborted || response.headersSent) throw error;
    const { name: code, message } = error instanceof Error ? error : new Error(String(error));
    refuse(response, { status: error instanceof DiemClientError ? 402 : 502, code, message });
  }
}

/** Headers about the answer itself, not about the connection. */
function passed(headers: Headers): (readonly [string, string])[] {
  const own = new Set(["connection", "keep-alive", "transfer-encoding", "content-encoding"]);
  return [...headers].filter(([name]) => !own.has(name) && !name.startsWith("access-control-"));
}

/**
 * Whether a request names a host other than this machine. A page can make its own name lead here, and its browser then
 * sends no Origin header when it reads.
 */
function isForeign(named: string | undefined, host: string): boolean {
  const url = `http://${named ?? ""}`;
  if (!isLoopback(host) || !URL.canParse(url)) return false;
  const name = new URL(url).hostname.replace(/^\[|\]$/g, "");
  return isIP(name) === 0 && name !== "localhost" && !name.endsWith(".localhost");
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

const TOO_LARGE = Symbol("a body that is too large");

/** The body. The rest of one that is too large is read and dropped, so that the client gets the refusal. */
async function bodyOf(request: IncomingMessage): Promise<string | typeof TOO_LARGE> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length <= MAX_BODY_BYTES) pieces.push(piece);
    else pieces.length = 0;
  }
  if (length > MAX_BODY_BYTES) return TOO_LARGE;
  return Buffer.concat(pieces, length).toString();
}

/** Clients of OpenAI show the message, and send nothing again. */
function refuse(
  response: ServerResponse,
  { status, code, message }: { status: number; code: string; message: string },
): void {
  const type = status === 402 ? "payment_error" : "invalid_request_error";
  response
    .writeHead(status, { "content-type": "application/json", "x-should-retry": "false" })
    .end(JSON.stringify({ error: { message, type, code } }));
}
