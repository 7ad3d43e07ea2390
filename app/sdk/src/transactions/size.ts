import type { VersionedTransaction } from "@solana/web3.js";
import { transactionTooLarge } from "../errors/transaction-errors";

/** Maximum bytes of a serialised transaction: what fits into one packet of the network. */
export const PACKET_LIMIT = 1_232;

const KEY = 32;
const SIGNATURE = 64;
/** Three counts. */
const HEADER = 3;
/** In front of every message but a legacy one, which has no lookups either. */
const VERSION_PREFIX = 1;

/** Anything with a message: a transaction, signed or not, or the `transaction` of a fetched one. */
export type WithMessage = Pick<VersionedTransaction, "message">;

/** Bytes of a list's length in front of it: seven bits a byte. */
function lengthSize(length: number): number {
  return length < 0x80 ? 1 : length < 0x4000 ? 2 : 3;
}

function listSize(length: number, itemSize = 1): number {
  return lengthSize(length) + length * itemSize;
}

/**
 * Bytes of a v0 or legacy transaction once it is signed, however large: web3.js itself can only serialise what fits
 * a packet.
 *
 * @example
 * const fetched = await connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 });
 * const bytes = fetched && transactions.size(fetched.transaction);
 */
export function size({ message }: WithMessage): number {
  const instructions = message.compiledInstructions.reduce(
    (sum, { accountKeyIndexes, data }) =>
      sum + 1 + listSize(accountKeyIndexes.length) + listSize(data.length),
    lengthSize(message.compiledInstructions.length),
  );
  const versioned = message.version !== "legacy";
  const lookups = message.addressTableLookups.reduce(
    (sum, { writableIndexes, readonlyIndexes }) =>
      sum + KEY + listSize(writableIndexes.length) + listSize(readonlyIndexes.length),
    lengthSize(message.addressTableLookups.length),
  );
  return (
    listSize(message.header.numRequiredSignatures, SIGNATURE) +
    HEADER +
    listSize(message.staticAccountKeys.length, KEY) +
    KEY + // the blockhash
    instructions +
    (versioned ? VERSION_PREFIX + lookups : 0)
  );
}

/** Whether a node accepts a transaction of this size. */
export function fits(transaction: WithMessage): boolean {
  return size(transaction) <= PACKET_LIMIT;
}

/** Throws `TransactionTooLarge` for a transaction that no node accepts. */
export function requireFits(transaction: WithMessage): void {
  const bytes = size(transaction);
  if (bytes > PACKET_LIMIT) throw transactionTooLarge({ size: bytes, limit: PACKET_LIMIT });
}
