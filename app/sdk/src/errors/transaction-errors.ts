import type { NoContext } from "./catalogue";
import { DiemError } from "./diem-error";

/** Contexts of errors about transactions. */
export interface Contexts {
  /** A transaction has more bytes than a packet of the network. */
  TransactionTooLarge: { readonly size: number; readonly limit: number };
  /** A wallet gave a transaction back without its signature. Nothing was sent. */
  TransactionUnsigned: NoContext;
  /** The node does not know a transaction. */
  TransactionNotFound: { readonly signature: string };
  /** A sent transaction is in no block, and no later block can contain it. */
  TransactionExpired: { readonly signature: string };
  /** A transaction was sent, and its outcome could not be read. The context is the input of `transactions.outcome`. */
  TransactionOutcomeUnknown: {
    readonly signature: string;
    /** The last block that can hold it. */
    readonly lastValidBlockHeight: number;
  };
}

export function transactionTooLarge(context: Contexts["TransactionTooLarge"]) {
  const { size, limit } = context;
  return new DiemError("TransactionTooLarge", {
    reason: `the transaction has ${String(size)} bytes, the limit is ${String(limit)}`,
    next: "use an address lookup table or fewer instructions",
    context,
  });
}

export function transactionUnsigned() {
  return new DiemError("TransactionUnsigned", {
    reason: "the wallet returned the transaction without its signature",
    next: "sign it in the wallet, or use another wallet",
    context: {},
  });
}

/** `TransactionNotFound`: the node does not know the transaction. */
export function transactionNotFound(context: Contexts["TransactionNotFound"]) {
  const { signature } = context;
  return new DiemError("TransactionNotFound", {
    reason: `there is no transaction ${signature}`,
    next: "wait for its confirmation, or ask a node that keeps older history",
    context,
    signature,
  });
}

export function transactionExpired({
  cause,
  ...context
}: Contexts["TransactionExpired"] & { readonly cause?: unknown }) {
  const { signature } = context;
  return new DiemError("TransactionExpired", {
    reason: `the transaction ${signature} expired before it reached a block`,
    next: "nothing happened, so send it again, with a higher priority fee if the network is busy",
    context,
    signature,
    cause,
  });
}

export function transactionOutcomeUnknown({
  cause,
  ...context
}: Contexts["TransactionOutcomeUnknown"] & { readonly cause?: unknown }) {
  const { signature } = context;
  return new DiemError("TransactionOutcomeUnknown", {
    reason: `the transaction ${signature} was sent, and the node did not report its outcome`,
    next: "check its outcome before you send anything again (transactions.outcome)",
    context,
    signature,
    cause,
  });
}
