import { Buffer } from "buffer";
import type { Connection, SendOptions as RpcOptions } from "@solana/web3.js";
import { defined } from "../defined";

/** JSON-RPC codes by which a node says that a transaction is malformed or wrongly signed, or failed in its preflight. */
const INVALID_PARAMS = -32602;
const PREFLIGHT_FAILURE = -32002;
const MISSIGNED = new Set([
  -32003, // TransactionSignatureVerificationFailure
  -32006, // TransactionPrecompileVerificationFailure
  -32013, // TransactionSignatureLenMismatch
]);

/** How a node describes the bytes of a transaction that no node could take. */
const MALFORMED = /invalid transaction|failed to deserialize|too large/i;

/** Errors of a preflight that say nothing against the transaction itself: it may land all the same. */
const PASSING = new Set([
  "BlockhashNotFound", // as a node says that has not seen the block yet
  "AlreadyProcessed",
  "DuplicateSignature", // what older nodes call it
  "AccountInUse",
  "ClusterMaintenance",
  "CommitCancelled",
  "ProgramCacheHitMaxLimit",
  "ResanitizationNeeded",
  "WouldExceedMaxBlockCostLimit",
  "WouldExceedMaxAccountCostLimit",
  "WouldExceedAccountDataBlockLimit",
  "WouldExceedAccountDataTotalLimit",
  "WouldExceedMaxVoteCostLimit",
]);

/** A node's error in answer to a transaction. */
export class SubmissionError extends Error {
  override readonly name = "SubmissionError";
  readonly code: number;
  /** Of a failed preflight: its `err` and its `logs`. */
  readonly data: unknown;

  constructor({ code, message, data }: { code: number; message: string; data?: unknown }) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

/** The part of web3.js's connection that shows a node's answer with its code and its data, as Anchor uses it too. */
interface RawRequests {
  _rpcRequest(method: string, params: readonly unknown[]): Promise<unknown>;
}

/**
 * Hands signed bytes to the node.
 *
 * @throws SubmissionError if it answers with an error; the transport's own errors.
 */
export async function submit(
  connection: Connection,
  raw: Uint8Array,
  rpc: RpcOptions,
): Promise<void> {
  const { skipPreflight, maxRetries, minContextSlot } = rpc;
  // Without a preflight, older nodes look up `minContextSlot` by this commitment; default: "finalized".
  const preflightCommitment = skipPreflight === true ? "processed" : rpc.preflightCommitment;
  const options = {
    encoding: "base64",
    ...defined({ skipPreflight, preflightCommitment, maxRetries, minContextSlot }),
  };
  const text = Buffer.from(raw).toString("base64");
  const answer = await (connection as unknown as RawRequests)._rpcRequest("sendTransaction", [
    text,
    options,
  ]);
  if (!isFields(answer)) throw new TypeError("the node's answer is not JSON-RPC");
  const { error, result } = answer;
  if (isFields(error)) throw submissionError(error);
  if (typeof result !== "string") throw new TypeError("the node answered without a signature");
}

function submissionError({ code, message, data }: Fields): SubmissionError {
  return new SubmissionError({
    code: typeof code === "number" ? code : 0,
    message: typeof message === "string" ? message : "the node answered with an error",
    data,
  });
}

/**
 * Whether the node's error means that no node can accept the transaction; then it was not passed on. After any other
 * error (an overloaded node, a proxy's error, a cut connection) the network may still have it.
 */
export function isRefusal(thrown: unknown): thrown is SubmissionError {
  if (!(thrown instanceof SubmissionError)) return false;
  const { code, message, data } = thrown;
  if (MISSIGNED.has(code)) return true;
  if (code === INVALID_PARAMS) return MALFORMED.test(message);
  if (code !== PREFLIGHT_FAILURE || !isFields(data)) return false;
  const { err } = data;
  return typeof err === "string" ? !PASSING.has(err) : isFields(err);
}
