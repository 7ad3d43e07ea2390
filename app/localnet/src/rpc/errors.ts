/** JSON-RPC error codes: the standard's, then Agave's own. */
export const RpcErrorCode = {
  ParseError: -32700,
  InvalidRequest: -32600,
  MethodNotFound: -32601,
  InvalidParams: -32602,
  InternalError: -32603,
  BlockCleanedUp: -32001,
  PreflightFailure: -32002,
  BlockNotAvailable: -32004,
  SlotSkipped: -32007,
  NoSnapshot: -32008,
  UnsupportedTransactionVersion: -32015,
  MinContextSlotNotReached: -32016,
} as const;

/** An error that a JSON-RPC method answers with. */
export class JsonRpcError extends Error {
  override readonly name = "JsonRpcError";

  constructor(
    readonly code: number,
    message: string,
    readonly data?: unknown,
  ) {
    super(message);
  }
}

export function invalidParams(message: string): JsonRpcError {
  return new JsonRpcError(RpcErrorCode.InvalidParams, message);
}

export function methodNotFound(): JsonRpcError {
  return new JsonRpcError(RpcErrorCode.MethodNotFound, "Method not found");
}

/** The error for a slot whose block is not there yet, or not any more. */
export function notAvailable(slot: bigint): JsonRpcError {
  const message = `Block not available for slot ${slot}`;
  return new JsonRpcError(RpcErrorCode.BlockNotAvailable, message);
}
