import type { Bank } from "../core/bank";
import type { LedgerEntry } from "../core/ledger";
import { invalidParams } from "./errors";
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
import { encodeLanded } from "./transaction-encoding";
import { transactionOptionsAt } from "./transaction-options";

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
    const options = transactionOptionsAt(params, 1);
    requireConfirmed(options);
    const entry = bank.ledger.get(signatureAt(params, 0));
    if (!entry) return null;
    return {
      slot: Number(entry.slot),
      ...encodeLanded(entry, options, bank.accounts),
      blockTime: Number(entry.blockTime),
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
function positionOf({ ledger }: Bank, signature: string, entries: readonly LedgerEntry[]): number {
  const ordinalAt = (index: number) =>
    ledger.ordinal(entries[index]?.transaction.signature ?? "") ?? 0;
  const ordinal = ledger.ordinal(signature) ?? 0;
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ordinalAt(middle) < ordinal) low = middle + 1;
    else high = middle;
  }
  return low;
}
