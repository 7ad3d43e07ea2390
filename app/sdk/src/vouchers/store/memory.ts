import { storeConflict } from "../../errors/store-errors";
import type { Batch, Store } from "./store";

/** A store that forgets everything when the process ends: for tests, and for channels that may be lost. */
export function memoryStore(): Store {
  const held = new Map<string, string>();
  return {
    get: (key) => Promise.resolve(held.get(key) ?? null),
    entries: (prefix) => iterate([...held].filter(([key]) => key.startsWith(prefix))),
    commit: (batch) =>
      Promise.resolve().then(() => {
        applyBatch(held, batch);
      }),
  };
}

/** Makes a batch's changes in a map, all or none. Throws `StoreConflict`. */
export function applyBatch(held: Map<string, string>, { changes, expected = [] }: Batch): void {
  requireExpected(expected, (key) => held.get(key) ?? null);
  for (const { key, value } of changes) {
    if (value === null) held.delete(key);
    else held.set(key, value);
  }
}

/** Throws `StoreConflict` if something else is held than expected. */
export function requireExpected(
  expected: NonNullable<Batch["expected"]>,
  held: (key: string) => string | null,
): void {
  const other = expected.find(({ key, value }) => held(key) !== value);
  if (other === undefined) return;
  throw storeConflict(other.key);
}

/** Items as a store gives its entries. */
export async function* iterate<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  for (const item of items) yield await Promise.resolve(item);
}
