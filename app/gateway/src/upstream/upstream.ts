import { Pool } from "undici";
import { Refusal } from "../refusal";

/** See {@link Upstream}. */
export interface UpstreamInput {
  /** Base of the API, such as `http://127.0.0.1:11434/v1`. */
  readonly url: string;
  /** Sent as a bearer token. */
  readonly key?: string | undefined;
  /** Milliseconds until the head of an answer. */
  readonly headersTimeoutMs: number;
  /** Milliseconds between two pieces of an answer. */
  readonly bodyTimeoutMs: number;
  /** Most connections. */
  readonly connections: number;
}

/** An answer of the upstream, of which the head has come. */
export interface UpstreamAnswer {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Buffer> & { readonly destroy: (error?: Error) => void };
}

/** Headers of the upstream that a client gets to see. */
const PASSED = ["retry-after", "x-request-id"] as const;

/** The server behind the gateway. */
export class Upstream {
  readonly #pool: Pool;
  readonly #base: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor({ url, key, headersTimeoutMs, bodyTimeoutMs, connections }: UpstreamInput) {
    const { origin, pathname } = new URL(url);
    this.#base = pathname.replace(/\/v1\/?$/, "").replace(/\/$/, "");
    this.#headers = {
      "user-agent": "diem-gateway",
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    };
    const timeouts = { headersTimeout: headersTimeoutMs, bodyTimeout: bodyTimeoutMs };
    this.#pool = new Pool(origin, { ...timeouts, connections, pipelining: 1 });
  }

  /**
   * Asks, and returns as soon as the head of the answer has come. Redirects are not followed.
   *
   * @param path begins with `/v1/`.
   * @throws Refusal `upstream-failed` or `upstream-timeout`; an AbortError where `signal` was aborted.
   */
  async ask(path: string, { body, signal }: Question = {}): Promise<UpstreamAnswer> {
    try {
      const {
        statusCode,
        headers,
        body: answer,
      } = await this.#pool.request({
        method: body === undefined ? "GET" : "POST",
        path: `${this.#base}${path}`,
        headers: {
          ...this.#headers,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body }),
        ...(signal === undefined ? {} : { signal }),
      });
      // an abort after the end of this function reaches the body alone
      answer.on("error", () => undefined);
      const passed = PASSED.flatMap((name) => {
        const value = headers[name];
        return typeof value === "string" ? [[name, value] as const] : [];
      });
      return {
        status: statusCode,
        type: String(headers["content-type"] ?? ""),
        headers: Object.fromEntries(passed),
        body: answer as unknown as UpstreamAnswer["body"],
      };
    } catch (error) {
      throw signal?.aborted === true ? error : failureOf(error);
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}

/** See {@link Upstream.ask}. */
export interface Question {
  /** JSON; a GET without one. */
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** What a failure of the connection is to the client, which learns no address of it. */
export function failureOf(error: unknown): Refusal {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "UND_ERR_HEADERS_TIMEOUT" || code === "UND_ERR_BODY_TIMEOUT") {
    const detail = "the server behind the gateway was silent for too long: try again later";
    return new Refusal("upstream-timeout", { detail, cause: error });
  }
  const detail = "the server behind the gateway cannot be reached, or broke off: try again later";
  return new Refusal("upstream-failed", { detail, cause: error });
}
