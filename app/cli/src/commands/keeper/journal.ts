import { transactions } from "@diem/sdk";
import { type FileStoreInput, withFileStore } from "@diem/sdk/node";
import type { Connection } from "@solana/web3.js";

/** The outcome of a transaction, as the chain reports it now. */
export interface SentOutcome {
  readonly signature: string;
  readonly kind: transactions.Outcome["kind"];
}

/**
 * Signed transactions of a keeper whose outcome is unknown. Each is on disk before it is sent. A keeper that was killed
 * waits for their outcome before it plans anything.
 */
export class Journal {
  constructor(private readonly store: FileStoreInput) {}

  /** To be called before the transaction goes out. */
  add({ signature, lastValidBlockHeight }: transactions.SentTransaction): Promise<void> {
    return this.put(signature, String(lastValidBlockHeight));
  }

  /** To be called once the transaction's outcome is known. */
  remove(signature: string): Promise<void> {
    return this.put(signature, null);
  }

  /** Transactions whose outcome is unknown. */
  pending(): Promise<transactions.SentTransaction[]> {
    return withFileStore(this.store, async (store) => {
      const sent: transactions.SentTransaction[] = [];
      for await (const [signature, height] of store.entries("")) {
        sent.push({ signature, lastValidBlockHeight: Number(height) });
      }
      return sent;
    });
  }

  /**
   * Looks each of them up and forgets those whose outcome is known. Throws what the connection throws.
   */
  async resolve(connection: Connection): Promise<SentOutcome[]> {
    const outcomes: SentOutcome[] = [];
    for (const { signature, ...sent } of await this.pending()) {
      const { kind } = await transactions.outcome(connection, { signature, ...sent });
      if (kind !== "pending") await this.remove(signature);
      outcomes.push({ signature, kind });
    }
    return outcomes;
  }

  private put(key: string, value: string | null): Promise<void> {
    return withFileStore(this.store, (store) => store.commit({ changes: [{ key, value }] }));
  }
}
