import type { Bank } from "../core/bank";
import { accountMethods } from "./accounts";
import { blockMethods } from "./blocks";
import { invalidParams, JsonRpcError, RpcErrorCode } from "./errors";
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
      throw new JsonRpcError(RpcErrorCode.MethodNotFound, "Method not found");
    }
    requireContextSlot(this.bank, params);
    return implementation(this.bank, params);
  }

  /**
   * Answers the body of an HTTP request: one call or a batch of calls. Never throws. Calls without
   * an id are executed and not answered: the answer is empty when there is no other call.
   */
  serve(body: string): string {
    let request: unknown;
    try {
      request = JSON.parse(body);
    } catch {
      return JSON.stringify(PARSE_ERROR);
    }
    const calls: readonly unknown[] = Array.isArray(request) ? request : [request];
    // Like a validator's, a batch is refused as a whole for one element that is no call.
    if (!calls.every(isCall)) return JSON.stringify(PARSE_ERROR);
    const answers = calls.map((call) => this.respond(call)).filter((answer) => answer !== null);
    if (answers.length === 0) return "";
    return JSON.stringify(Array.isArray(request) ? answers : answers[0]);
  }

  private respond(call: Options): Options | null {
    const { id, method, params } = call;
    const notification = id === undefined;
    if (typeof method !== "string" || call.jsonrpc !== "2.0" || !isParams(params)) {
      return failure(id ?? null, new JsonRpcError(RpcErrorCode.InvalidRequest, "Invalid request"));
    }
    try {
      if (isOptions(params)) throw invalidParams("`params` should be an array");
      const result = this.handle(method, params ?? []);
      return notification ? null : { jsonrpc: "2.0", id, result };
    } catch (error) {
      return notification ? null : failure(id, error);
    }
  }
}

function isCall(call: unknown): call is Options {
  if (!isOptions(call)) return false;
  const id = call.id ?? null;
  return id === null || typeof id === "string" || (Number.isSafeInteger(id) && Number(id) >= 0);
}

function isParams(params: unknown): params is readonly unknown[] | Options | null | undefined {
  return params === undefined || params === null || Array.isArray(params) || isOptions(params);
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

const PARSE_ERROR = failure(null, new JsonRpcError(RpcErrorCode.ParseError, "Parse error"));
