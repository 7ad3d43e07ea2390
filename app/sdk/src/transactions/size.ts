import type { VersionedTransaction } from "@solana/web3.js";
import { TransactionTooLargeError } from "../errors/transaction-errors";

/** Most bytes of a serialised transaction: what fits into one packet of the network. */
export const PACKET_LIMIT = 1_232;

const KEY = 32;
const SIGNATURE = 64;
/** Version prefix, and the three counts of the header. */
const PREFIX_AND_HEADER = 1 + 3;

/** Bytes of a list's length in front of it: seven bits a byte. */
function lengthSize(length: number): number {
  return length < 0x80 ? 1 : length < 0x4000 ? 2 : 3;
}

function listSize(length: number, itemSize = 1): number {
  return lengthSize(length) + length * itemSize;
}

/**
 * Bytes of a v0 transaction once it is signed, however large: web3.js itself can only serialise what fits
 * a packet.
 */
export function size({ message }: VersionedTransaction): number {
  const instructions = message.compiledInstructions.reduce(
    (sum, { accountKeyIndexes, data }) =>
      sum + 1 + listSize(accountKeyIndexes.length) + listSize(data.length),
    lengthSize(message.compiledInstructions.length),
  );
  const lookups = message.addressTableLookups.reduce(
    (sum, { writableIndexes, readonlyIndexes }) =>
      sum + KEY + listSize(writableIndexes.length) + listSize(readonlyIndexes.length),
    lengthSize(message.addressTableLookups.length),
  );
  return (
    listSize(message.header.numRequiredSignatures, SIGNATURE) +
    PREFIX_AND_HEADER +
    listSize(message.staticAccountKeys.length, KEY) +
    KEY + // the blockhash
    instructions +
    lookups
  );
}

/** Whether a node accepts a transaction of this size. */
export function fits(transaction: VersionedTransaction): boolean {
  return size(transaction) <= PACKET_LIMIT;
}

/** Throws a `TransactionTooLargeError` for a transaction that no node accepts. */
export function requireFits(transaction: VersionedTransaction): void {
  const bytes = size(transaction);
  if (bytes > PACKET_LIMIT)
    throw new TransactionTooLargeError({ size: bytes, limit: PACKET_LIMIT });
}
