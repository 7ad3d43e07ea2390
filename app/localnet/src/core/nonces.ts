import { createHash } from "node:crypto";

import { NONCE_ACCOUNT_LENGTH } from "@solana/web3.js";
import bs58 from "bs58";

import { type AccountStore, type ChainAccount, SYSTEM_PROGRAM } from "./accounts";
import type { DecodedTransaction } from "./transaction";

/** The system program's instruction that makes the first of a transaction one with a durable nonce. */
const ADVANCE_NONCE = 4;
const CURRENT_VERSION = 1;
const INITIALIZED = 1;
// Where a nonce account keeps what it holds.
const STATE_OFFSET = 4;
const AUTHORITY_OFFSET = 8;
const VALUE_OFFSET = 40;
const HASH_SIZE = 32;
const PREFIX = "DURABLE_NONCE";

type Message = Pick<DecodedTransaction, "message" | "keys">;

/** A nonce account that stands in for a transaction's blockhash. */
export interface Nonce {
  readonly address: string;
  readonly account: ChainAccount;
}

/**
 * The nonce by which the transaction is valid at any age: its first instruction advances it, its authority
 * signs that, and the transaction names its value as the blockhash. `null` where it is not so.
 */
export function nonceOf(transaction: Message, accounts: AccountStore): Nonce | null {
  const { message, keys } = transaction;
  const [first] = message.compiledInstructions;
  if (!first || keys[first.programIdIndex] !== SYSTEM_PROGRAM) return null;
  const data = Buffer.from(first.data);
  if (data.length < 4 || data.readUInt32LE(0) !== ADVANCE_NONCE) return null;
  const [index] = first.accountKeyIndexes;
  if (index === undefined || index >= message.staticAccountKeys.length) return null;
  if (!message.isAccountWritable(index)) return null;
  const address = keys[index] ?? "";
  const account = accounts.get(address);
  const held = account && read(account);
  if (!held || held.value !== message.recentBlockhash) return null;
  const signers = first.accountKeyIndexes
    .filter((key) => key < message.header.numRequiredSignatures)
    .map((key) => keys[key]);
  return signers.includes(held.authority) ? { address, account } : null;
}

/** The value that a nonce has once it is advanced over the blockhash. */
export function nextNonce(blockhash: string): string {
  return bs58.encode(createHash("sha256").update(PREFIX).update(bs58.decode(blockhash)).digest());
}

/** The nonce account with another value. */
export function withValue({ account }: Nonce, value: string): ChainAccount {
  const data = Uint8Array.from(account.data);
  data.set(bs58.decode(value), VALUE_OFFSET);
  return { ...account, data };
}

function read({ owner, data }: ChainAccount): { authority: string; value: string } | null {
  if (owner !== SYSTEM_PROGRAM || data.length !== NONCE_ACCOUNT_LENGTH) return null;
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (bytes.readUInt32LE(0) !== CURRENT_VERSION) return null;
  if (bytes.readUInt32LE(STATE_OFFSET) !== INITIALIZED) return null;
  const at = (offset: number) => bs58.encode(data.subarray(offset, offset + HASH_SIZE));
  return { authority: at(AUTHORITY_OFFSET), value: at(VALUE_OFFSET) };
}
