import type { ConnectionConfig } from "@solana/web3.js";
import { NetworkError } from "../errors";
import { shownUrl } from "../settings/cluster";

type Fetch = NonNullable<ConnectionConfig["fetch"]>;

const TIMEOUT_MS = 30_000;
const TOO_MANY_REQUESTS = 429;
const NEXT =
  "check --url (`diem config` shows it) and that the cluster is up; a local one starts with `npm start`";

/** The connection to one RPC node, with a clear error if there is no answer. */
export class Transport {
  private readonly failures: NetworkError[] = [];

  constructor(
    private readonly url: string,
    private readonly signal: AbortSignal,
  ) {}

  readonly fetch: Fetch = async (input, init) => {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const signal = AbortSignal.any([this.signal, timeout]);
    const url = shownUrl(this.url);
    let response: Response;
    try {
      response = await fetch(input, { ...init, signal });
    } catch (cause) {
      const why = timeout.aborted ? `no answer within ${TIMEOUT_MS / 1_000} s` : reasonOf(cause);
      throw this.failed("RpcUnreachable", `cannot reach ${url}: ${why}`);
    }
    // web3.js waits and asks again by itself.
    if (response.status === TOO_MANY_REQUESTS) return response;
    if (!response.ok) {
      const status = `${response.status} ${response.statusText}`.trimEnd();
      throw this.failed("RpcRefused", `${url} answers ${status}`);
    }
    if (response.headers.get("content-type")?.includes("json") !== true) {
      throw this.failed("NotAnRpc", `the server at ${url} is not a Solana RPC node`);
    }
    return response;
  };

  /** The failed request behind an error: web3.js often keeps only its text. */
  failureBehind(error: unknown): NetworkError | undefined {
    if (error instanceof NetworkError) return error;
    if (!(error instanceof Error)) return undefined;
    const named = this.failures.find(({ message }) => error.message.includes(message));
    return named ?? this.failureBehind(error.cause);
  }

  private failed(name: string, message: string): NetworkError {
    const failure = new NetworkError({ name, message, next: NEXT });
    this.failures.push(failure);
    return failure;
  }
}

/** The system's own word for it, which `fetch` hides in the cause. */
function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? String(error);
}
