import { JsonRpcError, RpcErrorCode } from "./errors";
import { toJson } from "./json";
import { isMap } from "./params/shape";

/** Carries out one call: returns the `result` member of the answer, or throws a JsonRpcError. */
export type Handler = (method: string, params: unknown) => unknown;

type Members = Readonly<Record<string, unknown>>;

/**
 * Answers one JSON-RPC message: a call or a batch of calls. Never throws. Calls without an id are
 * carried out and not answered: the answer is empty when there is no other call.
 */
export function answer(message: string, handle: Handler): string {
  let request: unknown;
  try {
    request = JSON.parse(message);
  } catch {
    return JSON.stringify(PARSE_ERROR);
  }
  const calls: readonly unknown[] = Array.isArray(request) ? request : [request];
  // Like a validator's, a batch is refused as a whole for one element that is no call.
  if (!calls.every(isCall)) return JSON.stringify(PARSE_ERROR);
  const answers = calls.map((call) => respond(call, handle)).filter((one) => one !== null);
  if (answers.length === 0) return "";
  return toJson(Array.isArray(request) ? answers : answers[0]);
}

function respond(call: Members, handle: Handler): Members | null {
  const { id, method, params } = call;
  const notification = id === undefined;
  if (!isRequest(call)) {
    return failure(id ?? null, new JsonRpcError(RpcErrorCode.InvalidRequest, "Invalid request"));
  }
  if (call.jsonrpc === undefined) {
    const message = "Unsupported JSON-RPC protocol version";
    return notification ? null : { error: { code: RpcErrorCode.InvalidRequest, message }, id };
  }
  try {
    const result = handle(String(method), params);
    return notification ? null : { jsonrpc: "2.0", id, result };
  } catch (error) {
    return notification ? null : failure(id, error);
  }
}

function isCall(call: unknown): call is Members {
  if (!isMap(call)) return false;
  const id = call.id ?? null;
  return id === null || typeof id === "string" || (Number.isSafeInteger(id) && Number(id) >= 0);
}

const MEMBERS: ReadonlySet<string> = new Set(["jsonrpc", "id", "method", "params"]);

/** Whether the call has what a call has, and nothing else. */
function isRequest(call: Members): boolean {
  const { method, params, jsonrpc } = call;
  return (
    typeof method === "string" &&
    (jsonrpc === undefined || jsonrpc === "2.0") &&
    (params == null || Array.isArray(params) || isMap(params)) &&
    Object.keys(call).every((member) => MEMBERS.has(member))
  );
}

function failure(id: unknown, error: unknown): Members {
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
