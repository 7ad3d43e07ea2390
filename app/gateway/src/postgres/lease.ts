import type { vouchers } from "@diem/sdk";

/** The lease of a partition's owner: the fence grows with each owner. */
export interface Lease {
  readonly partition: number;
  readonly fence: number;
}

const PREFIX = "lease/";

/** The name of a partition's lease, as batches of a store have it. */
export function leaseKey(partition: number): string {
  return `${PREFIX}${partition}`;
}

/** A lease as a batch expects it. */
export function expectedLease({ partition, fence }: Lease): vouchers.Change {
  return { key: leaseKey(partition), value: String(fence) };
}

/** The lease that a batch expects. Throws a TypeError for anything else. */
export function leaseOf({ key, value }: vouchers.Change): Lease {
  if (!key.startsWith(PREFIX)) throw new TypeError(`${key} is no lease`);
  return { partition: Number(key.slice(PREFIX.length)), fence: Number(value) };
}
