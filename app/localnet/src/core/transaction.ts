import {
  AddressLookupTableAccount,
  type VersionedMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import bs58 from "bs58";

import type { AccountStore } from "./accounts";
import { encodeAddress } from "./addresses";
import { readTransaction } from "./read-transaction";

/** A transaction off the wire, with the addresses that its lookup tables stand for. */
export interface DecodedTransaction {
  readonly wire: Uint8Array;
  readonly signature: string;
  readonly signatures: readonly Uint8Array[];
  readonly message: VersionedMessage;
  readonly loaded: LoadedAddresses;
  /** Static keys, then the loaded writable ones, then the loaded read-only ones. */
  readonly keys: readonly string[];
}

export interface LoadedAddresses {
  readonly writable: readonly string[];
  readonly readonly: readonly string[];
}

/** Thrown for a transaction whose signatures are more or fewer than its message asks for. */
export class SignatureCountError extends Error {
  override readonly name = "SignatureCountError";
}

const NONE_LOADED: LoadedAddresses = { writable: [], readonly: [] };

/**
 * @throws SignatureCountError when the signatures do not fit the message
 * @throws Error when the bytes are not a legacy or version 0 transaction
 */
export function decodeTransaction(wire: Uint8Array, accounts: AccountStore): DecodedTransaction {
  return decodeWith(wire, (message) => loadAddresses(message, accounts));
}

/** A transaction that was decoded before, when its lookup tables stood for `loaded`. */
export function restoreTransaction(wire: Uint8Array, loaded: LoadedAddresses): DecodedTransaction {
  return decodeWith(wire, () => loaded);
}

function decodeWith(
  wire: Uint8Array,
  load: (message: VersionedMessage) => LoadedAddresses,
): DecodedTransaction {
  const { signatures, message } = deserialize(wire);
  if (message.version !== "legacy" && message.version !== 0) {
    throw new Error(`transaction version ${message.version} is not supported`);
  }
  const [first] = signatures;
  if (!first || signatures.length !== message.header.numRequiredSignatures) {
    throw new SignatureCountError("the number of signatures differs from the message header");
  }
  const loaded = load(message);
  const keys = message.staticAccountKeys.map((key) => encodeAddress(key.toBytes()));
  return {
    wire,
    signature: bs58.encode(first),
    signatures,
    message,
    loaded,
    keys: [...keys, ...loaded.writable, ...loaded.readonly],
  };
}

function deserialize(wire: Uint8Array): VersionedTransaction {
  try {
    return readTransaction(wire) ?? VersionedTransaction.deserialize(wire);
  } catch (error) {
    const { message } = error as Error;
    throw message.startsWith("Expected signatures length")
      ? new SignatureCountError(message)
      : error;
  }
}

export function isFullySigned(transaction: DecodedTransaction): boolean {
  return transaction.signatures.every((signature) => signature.some((byte) => byte !== 0));
}

export function isWritable({ message, loaded }: DecodedTransaction, index: number): boolean {
  const statics = message.staticAccountKeys.length;
  return index < statics
    ? message.isAccountWritable(index)
    : index < statics + loaded.writable.length;
}

/** Nothing is loaded through an unusable table: the runtime refuses that transaction by itself. */
function loadAddresses(message: VersionedMessage, accounts: AccountStore): LoadedAddresses {
  if (message.version !== 0 || message.addressTableLookups.length === 0) return NONE_LOADED;
  try {
    const tables = message.addressTableLookups.map(({ accountKey: key }) => {
      const data = accounts.get(key.toBase58())?.data ?? new Uint8Array();
      return new AddressLookupTableAccount({
        key,
        state: AddressLookupTableAccount.deserialize(data),
      });
    });
    const { writable, readonly } = message.resolveAddressTableLookups(tables);
    return {
      writable: writable.map((key) => key.toBase58()),
      readonly: readonly.map((key) => key.toBase58()),
    };
  } catch {
    return NONE_LOADED;
  }
}
