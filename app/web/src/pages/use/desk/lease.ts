import type { vouchers } from "@diem/sdk";

const LEASE = "diem-page/lease";

/**
 * Takes over a store from all other tabs. Their later commits are refused with `StoreConflict`, so that two tabs never
 * sign from the same figures.
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
