import { transactions, type vouchers } from "@diem/sdk";
import type { Connection } from "@solana/web3.js";
import { type StoreInput, withStore } from "../../stores";

/** What became of a transaction, by what the chain says now. */
export interface Fate {
  readonly signature: string;
  readonly kind: transactions.Outcome["kind"];
}

/**
 * What a keeper has signed and does not know the fate of. It is on disk before it is sent: a keeper that is killed and
 * starts again waits for it before it plans anything.
 */
export class Journal {
  constructor(private readonly store: StoreInput) {}

  /** To be called before the transaction goes out. */
  add({ signature, lastValidBlockHeight }: transactions.SentTransaction): Promise<void> {
    return withStore(this.store, (store) => store.set(signature, String(lastValidBlockHeight)));
  }

  /** To be called once the transaction's fate is known. */
  remove(signature: string): Promise<void> {
    return withStore(this.store, (store) => store.delete(signature));
  }

  /** What is still unknown. */
  pending(): Promise<transactions.SentTransaction[]> {
    return withStore(this.store, async (store) => {
      const sent = (await store.keys()).map((signature) => readEntry(store, signature));
      return Promise.all(sent);
    });
  }

  /**
   * Looks each of them up and forgets those whose fate is known. Throws what the connection throws.
   */
  async resolve(connection: Connection): Promise<Fate[]> {
    const fates: Fate[] = [];
    for (const { signature, ...sent } of await this.pending()) {
      const { kind } = await transactions.outcome(connection, { signature, ...sent });
      if (kind !== "pending") await this.remove(signature);
      fates.push({ signature, kind });
    }
    return fates;
  }
}

async function readEntry(
  store: vouchers.Store,
  signature: string,
): Promise<transactions.SentTransaction> {
  const lastValidBlockHeight = Number(await store.get(signature));
  return { signature, lastValidBlockHeight };
}
