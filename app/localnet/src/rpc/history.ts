import type { Bank } from "../core/bank";
import type { LedgerEntry } from "../core/ledger";
import { invalidParams, JsonRpcError, RpcErrorCode } from "./errors";
import { memoOf } from "./memo";
import {
  addressAt,
  invalidType,
  type Methods,
  optionsAt,
  parseSignature,
  requireConfirmed,
  signatureAt,
  stringsAt,
  withContext,
} from "./method";
import { encodeMeta, encodeTransaction } from "./transaction-encoding";

const MAX_SIGNATURES = 1_000;
const MAX_STATUSES = 256;

export const historyMethods: Methods = {
  getSignatureStatuses: (bank, params) => {
    const signatures = stringsAt(params, 0);
    if (signatures.length > MAX_STATUSES) {
      throw invalidParams(`Too many inputs provided; max ${MAX_STATUSES}`);
    }
    const status = (text: string) => encodeStatus(bank.ledger.get(parseSignature(text)));
    return withContext(bank, signatures.map(status));
  },

  getSignaturesForAddress: (bank, params) => {
    const options = optionsAt(params, 1);
    requireConfirmed(options);
    const entries = bank.ledger.mentioning(addressAt(params, 0));
    const before = options.before == null ? undefined : parseSignature(options.before);
    const until = options.until == null ? undefined : parseSignature(options.until);
    const wanted = options.limit ?? MAX_SIGNATURES;
    if (typeof wanted !== "number") throw invalidType(wanted, "usize");
    if (wanted < 1 || wanted > MAX_SIGNATURES) {
      throw invalidParams(`Invalid limit; max ${MAX_SIGNATURES}`);
    }
    const found = [];
    let index = entries.length - 1;
    if (before !== undefined) index = positionOf(bank, before, entries) - 1;
    for (; index >= 0 && found.length < wanted; index -= 1) {
      const entry = entries[index];
      if (!entry || entry.transaction.signature === until) break;
      found.push(encodeSignature(entry));
    }
    return found;
  },

  getTransaction: (bank, params) => {
    // Older clients name the encoding alone.
    const options = typeof params[1] === "string" ? { encoding: params[1] } : optionsAt(params, 1);
    requireConfirmed(options);
    const entry = bank.ledger.get(signatureAt(params, 0));
    if (!entry) return null;
    const encoding = options.encoding ?? "json";
    const version = versionShown(entry, options.maxSupportedTransactionVersion);
    return {
      slot: Number(entry.slot),
      transaction: encodeTransaction(entry.transaction, encoding),
      meta: encodeMeta(entry, encoding, bank.accounts),
      blockTime: Number(entry.blockTime),
      ...(version !== undefined && { version }),
    };
  },
};

function encodeStatus(entry: LedgerEntry | undefined) {
  if (!entry) return null;
  return {
    slot: Number(entry.slot),
    confirmations: null,
    err: entry.err,
    status: entry.err === null ? { Ok: null } : { Err: entry.err },
    confirmationStatus: "finalized",
  };
}

function encodeSignature(entry: LedgerEntry) {
  return {
    signature: entry.transaction.signature,
    slot: Number(entry.slot),
    err: entry.err,
    memo: memoOf(entry.transaction),
    blockTime: Number(entry.blockTime),
    confirmationStatus: "finalized",
  };
}

/** Where the transaction stands, or would stand, among the entries; 0 when the chain has no such. */
function positionOf(bank: Bank, signature: string, entries: readonly LedgerEntry[]): number {
  const slot = bank.ledger.get(signature)?.slot;
  if (slot === undefined) return 0;
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle];
    if (entry && entry.slot < slot) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The `version` member: shown only to a client that says which versions it understands. */
function versionShown({ transaction }: LedgerEntry, maxSupported: unknown) {
  const { version } = transaction.message;
  if (typeof maxSupported === "number") return version;
  if (version === "legacy") return undefined;
  throw new JsonRpcError(
    RpcErrorCode.UnsupportedTransactionVersion,
    `Transaction version (${version}) is not supported by the requesting client. ` +
      "Please try the request again with the following configuration parameter: " +
      `"maxSupportedTransactionVersion": ${version}`,
  );
}
