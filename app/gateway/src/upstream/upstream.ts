import { type Dispatcher, Pool } from "undici";
import { Refusal } from "../refusal";
import { type UpstreamAnswer, UpstreamExchange } from "./exchange";

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

/** The server behind the gateway. */
export class Upstream {
  readonly #pool: Pool;
  readonly #base: string;
  readonly #getHeaders: readonly string[];
  readonly #postHeaders: readonly string[];

  constructor({ url, key, headersTimeoutMs, bodyTimeoutMs, connections }: UpstreamInput) {
    const { origin, pathname } = new URL(url);
    this.#base = pathname.replace(/\/v1\/?$/, "").replace(/\/$/, "");
    const authorization = key === undefined ? [] : ["authorization", `Bearer ${key}`];
    this.#getHeaders = ["user-agent", "diem-gateway", ...authorization];
    this.#postHeaders = [...this.#getHeaders, "content-type", "application/json"];
    const timeouts = { headersTimeout: headersTimeoutMs, bodyTimeout: bodyTimeoutMs };
    this.#pool = new Pool(origin, { ...timeouts, connections, pipelining: 1 });
  }

  /**
   * Asks, and returns as soon as the head of the answer has come. Redirects are not followed.
   *
   * @param path begins with `/v1/`.
   * @throws Refusal `upstream-failed` or `upstream-timeout`; another error where the asking was cancelled.
   */
  ask(path: string, { body, cancellation, headers = [] }: Question = {}): Promise<UpstreamAnswer> {
    const own = body === undefined ? this.#getHeaders : this.#postHeaders;
    const options: Dispatcher.DispatchOptions = {
      path: `${this.#base}${path}`,
      method: body === undefined ? "GET" : "POST",
      headers: own.concat(headers),
      body: body ?? null,
    };
    return new Promise((answered, failed) => {
      const failureOf = (error: Error) =>
        cancellation?.cancelled === true ? error : refusalOf(error);
      const exchange = new UpstreamExchange({ answered, failed, failureOf });
      cancellation?.onCancel(exchange.cut);
      this.#pool.dispatch(options, exchange);
    });
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}

/** Cancels an answer. */
export interface Cancellation {
  readonly cancelled: boolean;
  /** Runs the task at the cancellation, or at once if it is already cancelled. */
  onCancel(task: () => void): void;
}

/** See {@link Upstream.ask}. */
export interface Question {
  /** JSON; a GET without one. */
  readonly body?: string;
  /** Names and values in turn, besides the usual ones. */
  readonly headers?: readonly string[];
  /** Cuts the connection, so that the upstream stops its work. */
  readonly cancellation?: Cancellation;
}

/** Converts a failure of the connection for the client, without addresses. */
function refusalOf(error: Error): Refusal {
  const code = "code" in error ? error.code : "";
  if (code === "UND_ERR_HEADERS_TIMEOUT" || code === "UND_ERR_BODY_TIMEOUT") {
    const detail = "the server behind the gateway was silent for too long: try again later";
    return new Refusal("upstream-timeout", { detail, cause: error });
  }
  const detail = "the server behind the gateway cannot be reached, or broke off: try again later";
  return new Refusal("upstream-failed", { detail, cause: error });
}
