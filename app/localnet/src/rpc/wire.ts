import { PACKET_DATA_SIZE } from "@solana/web3.js";
import bs58 from "bs58";

import type { Bank } from "../core/bank";
import { type DecodedTransaction, decodeTransaction } from "../core/transaction";
import { invalidParams } from "./errors";

/** Longest texts that can hold a packet, as Agave has them. */
const MAX_ENCODED_SIZE = { base64: 1644, base58: 1683 };
const TRANSACTION_TYPE = "solana_transaction::versioned::VersionedTransaction";

/** @throws JsonRpcError for an unknown encoding, an oversized packet or malformed bytes */
export function decodeWire(bank: Bank, text: string, encoding: unknown): DecodedTransaction {
  const wire = decodeText(text, encoding);
  if (wire.length > PACKET_DATA_SIZE) {
    throw invalidParams(
      `decoded ${TRANSACTION_TYPE} too large: ${wire.length} bytes (max: ${PACKET_DATA_SIZE} bytes)`,
    );
  }
  try {
    return decodeTransaction(wire, bank.accounts);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidParams(`failed to deserialize ${TRANSACTION_TYPE}: ${reason}`);
  }
}

function decodeText(text: string, encoding: unknown): Uint8Array {
  if (encoding !== "base64" && encoding !== "base58") {
    throw invalidParams(
      `unsupported encoding: ${JSON.stringify(encoding)}. Supported: base58, base64`,
    );
  }
  const limit = MAX_ENCODED_SIZE[encoding];
  if (text.length > limit) {
    throw invalidParams(
      `${encoding} encoded ${TRANSACTION_TYPE} too large: ${text.length} bytes (max: encoded/raw ${limit}/${PACKET_DATA_SIZE})`,
    );
  }
  if (encoding === "base64") return Buffer.from(text, "base64");
  const bytes = bs58.decodeUnsafe(text);
  if (!bytes) throw invalidParams("invalid base58 encoding");
  return bytes;
}
