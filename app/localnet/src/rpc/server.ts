import type { Bank } from "../core/bank";
import { accountMethods } from "./accounts";
import { blockMethods } from "./blocks";
import { JsonRpcError, RpcErrorCode } from "./errors";
import { historyMethods } from "./history";
import { isOptions, type Method, type Methods, type Options, requireContextSlot } from "./method";
import { tokenMethods } from "./tokens";
import { transactionMethods } from "./transactions";

/** The JSON-RPC methods of a validator over a bank, without a transport. */
export class RpcServer {
  private readonly methods: ReadonlyMap<string, Method>;

  /** @param extra - methods that need more than the bank, such as the faucet's */
  constructor(
    private readonly bank: Bank,
    extra: Methods,
  ) {
    this.methods = new Map(
      Object.entries({
        ...accountMethods,
        ...tokenMethods,
        ...blockMethods,
        ...transactionMethods,
        ...historyMethods,
        ...extra,
      }),
    );
  }

  /**
   * Calls one method.
   * @returns the `result` member of the answer
   * @throws JsonRpcError with the code and message that a validator answers with
   */
  handle(method: string, params: readonly unknown[]): unknown {
    const implementation = this.methods.get(method);
    if (!implementation) {
      throw new JsonRpcError(RpcErrorCode.MethodNotFound, `Method not found: ${method}`);
    }
    requireContextSlot(this.bank, params);
    return implementation(this.bank, params);
  }

  /** Answers the body of an HTTP request: one call or a batch of calls. Never throws. */
  serve(body: string): string {
    let request: unknown;
    try {
      request = JSON.parse(body);
    } catch {
      return JSON.stringify(
        failure(null, new JsonRpcError(RpcErrorCode.ParseError, "Parse error")),
      );
    }
    const response = Array.isArray(request)
      ? request.map((call) => this.respond(call))
      : this.respond(request);
    return JSON.stringify(response);
  }

  private respond(call: unknown): Options {
    if (!isOptions(call) || typeof call.method !== "string") {
      return failure(null, new JsonRpcError(RpcErrorCode.InvalidRequest, "Invalid request"));
    }
    try {
      const params: readonly unknown[] = Array.isArray(call.params) ? call.params : [];
      return { jsonrpc: "2.0", id: call.id, result: this.handle(call.method, params) };
    } catch (error) {
      return failure(call.id, error);
    }
  }
}

function failure(id: unknown, error: unknown): Options {
  const known =
    error instanceof JsonRpcError
      ? error
      : new JsonRpcError(
          RpcErrorCode.InternalError,
          error instanceof Error ? `Internal error: ${error.message}` : "Internal error",
        );
  const { code, message, data } = known;
  return { jsonrpc: "2.0", id, error: { code, message, ...(data !== undefined && { data }) } };
}
