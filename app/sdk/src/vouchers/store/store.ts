/** An entry: text under a key. */
export type StoreEntry = readonly [key: string, value: string];

/** What is to be under a key: null for nothing. */
export interface Change {
  readonly key: string;
  readonly value: string | null;
}

/** Changes that are made together, or none of them. */
export interface Batch {
  readonly changes: readonly Change[];
  /** What must be under some keys as the batch is committed, such as the lease of a partition. */
  readonly expected?: readonly Change[];
}

/**
 * Where ledgers keep what they must not forget, as text under text keys: a file, IndexedDB, a database.
 *
 * It must be durable: `commit` may only resolve once the batch outlives a crash, as the ledgers hand out signatures
 * and let calls be served on the strength of it. One ledger alone may use an entry at a time: two processes over one
 * entry would overwrite each other's figures, unless each commit expects the lease of the one that owns it.
 */
export interface Store {
  /** The text under the key; null if there is none. */
  get(key: string): Promise<string | null>;
  /** All entries whose keys begin with a prefix, in any order. */
  entries(prefix: string): AsyncIterable<StoreEntry>;
  /** Makes all changes in one step. Throws `StoreConflict`, and changes nothing, where it finds something else than expected. */
  commit(batch: Batch): Promise<void>;
}
