import { pipeline } from "node:stream/promises";
import { Agent, type Dispatcher } from "undici";
import type { IncomingHttpHeaders } from "node:http";
import { readBytes } from "../http/body";
import { FORWARDED_FOR } from "../http/client-address";
import type { Exchange } from "../http/server";
import { Refusal } from "../refusal";

/** Marks a request that another gateway forwarded, so that it is not forwarded again. */
export const FORWARDED = "x-diem-forwarded";
/** Says that a gateway does not, or no longer, own the channel of a forwarded request. */
export const MISPLACED = "x-diem-misplaced";

/** Of one connection, and not of the request or the answer. */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** See {@link Forwarder}. */
export interface ForwarderInput {
  /** Most bytes of a body. */
  readonly bodyBytes: number;
  /** Milliseconds until another gateway must have taken a connection. */
  readonly connectTimeoutMs: number;
}

/** Forwards requests to other gateways, and returns their answers. */
export class Forwarder {
  readonly #agent: Agent;

  constructor(private readonly input: ForwarderInput) {
    // how long an answer may take is for the gateway to say that serves it
    const timeouts = { headersTimeout: 0, bodyTimeout: 0 };
    this.#agent = new Agent({ ...timeouts, connect: { timeout: input.connectTimeoutMs } });
  }

  /** The body of a request, for {@link send}. Throws a Refusal `too-large`. */
  read({ request }: Exchange): Promise<Buffer> {
    return readBytes(request, this.input.bodyBytes);
  }

  /**
   * Asks the gateway at `url`, and answers as it does.
   *
   * @returns whether it took the request; where it did not, nothing was answered.
   * @throws Refusal `store-unavailable` where it broke off.
   */
  async send({ request, response, client }: Exchange, url: string, body: Buffer): Promise<boolean> {
    const leaving = new AbortController();
    const onClose = () => {
      leaving.abort();
    };
    response.on("close", onClose);
    try {
      const answer = await this.#agent.request({
        ...{ origin: url, path: request.url ?? "/" },
        method: request.method as Dispatcher.HttpMethod,
        headers: { ...passed(request.headers), [FORWARDED]: "1", [FORWARDED_FOR]: client },
        signal: leaving.signal,
        ...(body.length === 0 ? {} : { body }),
      });
      if (answer.headers[MISPLACED] !== undefined) {
        await answer.body.dump();
        return false;
      }
      response.writeHead(answer.statusCode, passed(answer.headers));
      await pipeline(answer.body, response);
      return true;
    } catch (error) {
      if (leaving.signal.aborted) return true;
      if (NOT_TAKEN.has(codeOf(error))) return false;
      response.destroy(response.headersSent ? (error as Error) : undefined);
      throw brokenOff(error);
    } finally {
      response.off("close", onClose);
    }
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }
}

/** The request has not arrived. */
const NOT_TAKEN: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function brokenOff(cause: unknown): Refusal {
  const detail =
    "the gateway of this channel closed the connection: ask again with the same call id, which is charged once";
  return new Refusal("store-unavailable", { detail, cause });
}

function passed(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const kept = Object.entries(headers).filter(
    (header): header is [string, string | string[]] =>
      header[1] !== undefined && !HOP_BY_HOP.has(header[0]),
  );
  return Object.fromEntries(kept);
}
