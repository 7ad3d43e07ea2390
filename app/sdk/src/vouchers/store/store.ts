/**
 * Where a ledger keeps what it must not forget, as text under text keys: a file, IndexedDB, a database.
 *
 * It must be durable: `set` may only resolve once the entry outlives a crash, as the ledgers hand out
 * signatures and let calls be served on the strength of it. One ledger alone may use an entry at a time: two
 * processes over one store would overwrite each other's figures.
 */
export interface Store {
  /** The text under the key; null where there is none. */
  get(key: string): Promise<string | null>;
  /** Puts the text under the key, in the place of any other. */
  set(key: string, value: string): Promise<void>;
  /** Takes away what is under the key, if anything is. */
  delete(key: string): Promise<void>;
  /** All keys, in any order. */
  keys(): Promise<readonly string[]>;
}

/** A store that forgets everything when the process ends: for tests, and for channels that may be lost. */
export function memoryStore(): Store {
  const entries = new Map<string, string>();
  return {
    get: (key) => Promise.resolve(entries.get(key) ?? null),
    set: (key, value) => {
      entries.set(key, value);
      return Promise.resolve();
    },
    delete: (key) => {
      entries.delete(key);
      return Promise.resolve();
    },
    keys: () => Promise.resolve([...entries.keys()]),
  };
}
