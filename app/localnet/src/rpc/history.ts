import type { Bank } from "../core/bank";
import type { LedgerRecord } from "../core/ledger";
import { requireAddress, requireSignature } from "./addresses";
import { requireConfirmed, requireContextSlot, withContext } from "./context";
import { invalidParams } from "./errors";
import { signaturesConfig, statusConfig, transactionConfig, unwrapped } from "./params/configs";
import { list, text } from "./params/shape";
import { method, type Methods } from "./params/signature";
import { encodeLanded } from "./transaction-encoding";

const MAX_SIGNATURES = 1_000;
const MAX_STATUSES = 256;

export const historyMethods: Methods = {
  getSignatureStatuses: method([list(text)], [statusConfig], (bank, signatures) => {
    if (signatures.length > MAX_STATUSES) {
      throw invalidParams(`Too many inputs provided; max ${MAX_STATUSES}`);
    }
    signatures.forEach(requireSignature);
    return withContext(
      bank,
      signatures.map((signature) => encodeStatus(bank.ledger.record(signature))),
    );
  }),

  getSignaturesForAddress: method([text], [signaturesConfig], (bank, address, config) => {
    const { before, until, limit = MAX_SIGNATURES } = config ?? {};
    requireAddress(address);
    if (before !== undefined) requireSignature(before);
    if (until !== undefined) requireSignature(until);
    if (limit < 1 || limit > MAX_SIGNATURES) {
      throw invalidParams(`Invalid limit; max ${MAX_SIGNATURES}`);
    }
    requireConfirmed(config);
    requireContextSlot(bank, config);
    const entries = bank.ledger.mentioning(address);
    const found = [];
    let index = entries.length - 1;
    if (before !== undefined) index = positionOf(bank, before, entries) - 1;
    const last = until === undefined ? 0 : (bank.ledger.record(until)?.ordinal ?? 0);
    for (; index >= 0 && found.length < limit; index -= 1) {
      const entry = entries[index];
      if (!entry || entry.ordinal <= last) break;
      found.push(encodeSignature(entry));
    }
    return found;
  }),

  getTransaction: method([text], [transactionConfig], (bank, signature, config) => {
    const options = unwrapped(config);
    requireSignature(signature);
    requireConfirmed(options);
    const entry = bank.ledger.get(signature);
    if (!entry) return null;
    return {
      slot: Number(entry.slot),
      ...encodeLanded(entry, options, bank.accounts),
      blockTime: Number(entry.blockTime),
    };
  }),
};

function encodeStatus(entry: LedgerRecord | undefined) {
  if (!entry) return null;
  return {
    slot: Number(entry.slot),
    confirmations: null,
    err: entry.err,
    status: entry.err === null ? { Ok: null } : { Err: entry.err },
    confirmationStatus: "finalized",
  };
}

function encodeSignature({ signature, slot, err, memo, blockTime }: LedgerRecord) {
  return {
    signature,
    slot: Number(slot),
    err,
    memo,
    blockTime: Number(blockTime),
    confirmationStatus: "finalized",
  };
}

/** Where the transaction stands, or would stand, among the entries; 0 when the chain has no such. */
function positionOf({ ledger }: Bank, signature: string, entries: readonly LedgerRecord[]): number {
  const ordinal = ledger.record(signature)?.ordinal ?? 0;
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.ordinal ?? 0) < ordinal) low = middle + 1;
    else high = middle;
  }
  return low;
}
