import { applyBatch, iterate } from "./memory";
import type { Batch, StoreEntry, Store } from "./store";

const ENTRIES = "entries";
/** Above every character of a key. */
const LAST = "\uffff";

/** What is used of IndexedDB. */
interface Request<Result> {
  readonly result: Result;
  readonly error: unknown;
  onsuccess: (() => void) | null;
  onerror: (() => void) | null;
}
interface ObjectStore {
  get(key: string): Request<string | undefined>;
  getAll(range: unknown): Request<string[]>;
  getAllKeys(range: unknown): Request<string[]>;
  put(value: string, key: string): unknown;
  delete(key: string): unknown;
}
interface Transaction {
  readonly error: unknown;
  objectStore(name: string): ObjectStore;
  abort(): void;
  oncomplete: (() => void) | null;
  onabort: (() => void) | null;
}
interface Database {
  createObjectStore(name: string): unknown;
  transaction(name: string, mode: string, options?: { durability: string }): Transaction;
}
interface OpenRequest extends Request<Database> {
  onupgradeneeded: (() => void) | null;
}
interface Browser {
  readonly indexedDB: { open(name: string, version: number): OpenRequest };
  readonly IDBKeyRange: { bound(from: string, to: string): unknown };
}

/**
 * A store for browsers, which outlives the page: a database of IndexedDB of this name, at this origin. One page alone
 * may use a ledger at a time: take a Web Lock (`navigator.locks`) where several tabs may be open.
 *
 * @example
 * const store = await vouchers.indexedDbStore("diem-vouchers");
 * const ledger = await vouchers.ConsumerLedger.open({ terms, signer, store });
 */
export async function indexedDbStore(name: string): Promise<Store> {
  const { indexedDB, IDBKeyRange } = globalThis as unknown as Browser;
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(ENTRIES);
  };
  const database = await resultOf(opening);
  const reading = () => database.transaction(ENTRIES, "readonly").objectStore(ENTRIES);
  return {
    get: async (key) => (await resultOf(reading().get(key))) ?? null,
    entries: (prefix) => within(reading(), IDBKeyRange.bound(prefix, `${prefix}${LAST}`)),
    commit: (batch) =>
      commit(database.transaction(ENTRIES, "readwrite", { durability: "strict" }), batch),
  };
}

async function* within(store: ObjectStore, range: unknown): AsyncGenerator<StoreEntry> {
  const [keys, values] = [store.getAllKeys(range), store.getAll(range)].map(resultOf);
  const [names = [], texts = []] = await Promise.all([keys, values]);
  yield* iterate(names.map((name, index): StoreEntry => [name, texts[index] ?? ""]));
}

async function commit(transaction: Transaction, batch: Batch): Promise<void> {
  const store = transaction.objectStore(ENTRIES);
  const finished = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = () => {
      reject(transaction.error instanceof Error ? transaction.error : new Error("aborted"));
    };
  });
  const { expected = [], changes } = batch;
  const held = await Promise.all(expected.map(({ key }) => resultOf(store.get(key))));
  try {
    const found = expected.flatMap(({ key }, at): StoreEntry[] => {
      const value = held[at];
      return value === undefined ? [] : [[key, value]];
    });
    applyBatch(new Map(found), { expected, changes: [] });
  } catch (error) {
    finished.catch(() => undefined); // it is this refusal that is told
    transaction.abort();
    throw error;
  }
  for (const { key, value } of changes) {
    if (value === null) store.delete(key);
    else store.put(value, key);
  }
  await finished;
}

function resultOf<Result>(request: Request<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error instanceof Error ? request.error : new Error(String(request.error)));
    };
  });
}
