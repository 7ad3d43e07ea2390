import type { vouchers } from "@diem/sdk";

const LEASE = "diem-page/lease";

/**
 * Takes a store over from all other tabs: what they commit from now on is refused with `StoreConflict`, so that no two of them
 * sign on the strength of the same figures.
 */
export async function leased(store: vouchers.Store): Promise<vouchers.Store> {
  const lease = { key: LEASE, value: crypto.randomUUID() };
  await store.commit({ changes: [lease] });
  return {
    ...store,
    commit: ({ changes, expected = [] }) =>
      store.commit({ changes, expected: [...expected, lease] }),
  };
}
