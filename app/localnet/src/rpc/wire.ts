import { PACKET_DATA_SIZE } from "@solana/web3.js";

import type { Bank } from "../core/bank";
import { describeTransactionError, type TransactionErrorJson } from "../core/errors";
import {
  type DecodedTransaction,
  decodeTransaction,
  SignatureCountError,
} from "../core/transaction";
import { invalidParams, type JsonRpcError } from "./errors";
import type { TransactionEncoding } from "./params/configs";
import { decodeBase58, decodeBase64, TextFault } from "./text";

/** Longest texts that can hold a packet, as Agave has them. */
const MAX_ENCODED_SIZE = { base64: 1644, base58: 1683 };
const TRANSACTION_TYPE = "solana_transaction::versioned::VersionedTransaction";

/** @throws JsonRpcError for an encoding that holds no bytes, an oversized packet or malformed bytes */
export function decodeWire(
  bank: Bank,
  text: string,
  encoding?: TransactionEncoding,
): DecodedTransaction {
  const wire = decodeText(text, encoding);
  if (wire.length > PACKET_DATA_SIZE) {
    throw invalidParams(
      `decoded ${TRANSACTION_TYPE} too large: ${wire.length} bytes (max: ${PACKET_DATA_SIZE} bytes)`,
    );
  }
  try {
    return decodeTransaction(wire, bank.accounts);
  } catch (error) {
    if (error instanceof SignatureCountError) throw invalidTransaction("SanitizeFailure");
    throw invalidParams(`failed to deserialize ${TRANSACTION_TYPE}: ${describeFault(error)}`);
  }
}

/** The error for a transaction that no block could hold in any state of the chain. */
export function invalidTransaction(err: TransactionErrorJson): JsonRpcError {
  return invalidParams(`invalid transaction: ${describeTransactionError(err)}`);
}

/** web3.js's complaint about malformed bytes, as Agave words it. */
export function describeFault(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return reason.startsWith("Reached end of buffer")
    ? "io error: failed to fill whole buffer"
    : reason;
}

/** @throws JsonRpcError when the text is not base64 */
export function decodeBase64Param(text: string): Uint8Array {
  return checked(decodeBase64(text), "base64");
}

function decodeText(text: string, encoding: TransactionEncoding = "base58"): Uint8Array {
  if (encoding !== "base64" && encoding !== "base58") {
    throw invalidParams(`unsupported encoding: ${encoding}. Supported encodings: base58, base64`);
  }
  const limit = MAX_ENCODED_SIZE[encoding];
  if (text.length > limit) {
    throw invalidParams(
      `${encoding} encoded ${TRANSACTION_TYPE} too large: ${text.length} bytes (max: encoded/raw ${limit}/${PACKET_DATA_SIZE})`,
    );
  }
  return checked(encoding === "base64" ? decodeBase64(text) : decodeBase58(text), encoding);
}

function checked(bytes: Uint8Array | TextFault, encoding: string): Uint8Array {
  if (!(bytes instanceof TextFault)) return bytes;
  throw invalidParams(`invalid ${encoding} encoding: ${bytes.reason}`);
}
