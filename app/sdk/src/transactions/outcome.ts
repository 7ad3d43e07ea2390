import type {
  Commitment,
  Connection,
  Finality,
  SignatureStatus,
  TransactionError,
} from "@solana/web3.js";

/** The outcome of a transaction. Only a pending one can still change. */
export type Outcome =
  | { readonly kind: "pending" }
  | { readonly kind: "landed" }
  | { readonly kind: "failed"; readonly err: TransactionError }
  /** It is in no block, and no later block can contain it. */
  | { readonly kind: "expired" };

/** A signed transaction as it is looked up: the context of `TransactionOutcomeUnknown` is one. */
export interface SentTransaction {
  readonly signature: string;
  /** The last block that can hold it. */
  readonly lastValidBlockHeight: number;
}

const RANKS = { processed: 0, confirmed: 1, finalized: 2 } as const;

/** The nearest of the three commitments that a transaction can have. */
function rankOf(commitment: Commitment): number {
  return commitment in RANKS ? RANKS[commitment as keyof typeof RANKS] : RANKS.confirmed;
}

/** What a transaction's status says; a status below the commitment may still be taken back. */
export function settledBy(status: SignatureStatus | null, commitment: Commitment): Outcome {
  const reached = rankOf(status?.confirmationStatus ?? "processed");
  if (status === null || reached < rankOf(commitment)) return { kind: "pending" };
  return status.err === null ? { kind: "landed" } : { kind: "failed", err: status.err };
}

/** The lowest commitment at which no block is dropped in practice. */
export function finalityOf(commitment: Commitment): Finality {
  return rankOf(commitment) === RANKS.finalized ? "finalized" : "confirmed";
}

/**
 * The outcome of a sent transaction. It counts as expired only if a node does not know it, although that node has seen
 * the block after the last one that could contain it.
 *
 * @example
 * try {
 *   await transactions.send(provider, plan);
 * } catch (error) {
 *   if (!errors.isDiemError(error, "TransactionOutcomeUnknown")) throw error;
 *   const { kind } = await transactions.outcome(connection, error.context); // once the node answers again
 * }
 */
export async function outcome(
  connection: Connection,
  { signature, lastValidBlockHeight }: SentTransaction,
  commitment: Commitment = "confirmed",
): Promise<Outcome> {
  const { absoluteSlot, blockHeight = 0 } = await connection.getEpochInfo(finalityOf(commitment));
  const over = blockHeight > lastValidBlockHeight;
  const { context, value } = await connection.getSignatureStatus(signature, {
    searchTransactionHistory: over,
  });
  // One address may have several nodes, and some may be behind.
  const missed = over && value === null && context.slot >= absoluteSlot;
  return missed ? { kind: "expired" } : settledBy(value, commitment);
}
