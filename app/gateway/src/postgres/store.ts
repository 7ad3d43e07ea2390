import { errors, type vouchers } from "@diem/sdk";
import type { Database } from "./database";
import { type Lease, leaseKey, leaseOf } from "./lease";

interface Waiting {
  readonly lease: Lease;
  readonly changes: vouchers.Batch["changes"];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A store for the ledgers of gateways that share a database. Batches that arrive during a commit go into the next one,
 * in one statement. Each batch names the lease of its partition. If another gateway has taken that over, the batch
 * changes nothing, and the other batches are not affected.
 */
export class PostgresStore implements vouchers.Store {
  #waiting: Waiting[] = [];
  #committing = false;
  #revision = 0;

  constructor(
    private readonly database: Database,
    private readonly owner: string,
  ) {}

  async get(key: string): Promise<string | null> {
    const entries = this.database.table("entries");
    const text = `SELECT value FROM ${entries} WHERE key = $1`;
    const [row] = await this.database.query<{ value: string }>(text, [key]);
    return row?.value ?? null;
  }

  async *entries(prefix: string): AsyncGenerator<vouchers.StoreEntry> {
    const entries = this.database.table("entries");
    const text = `SELECT key, value FROM ${entries} WHERE key >= $1 AND key < $2`;
    const range = [prefix, `${prefix}\u{10ffff}`];
    const rows = await this.database.query<{ key: string; value: string }>(text, range);
    for (const { key, value } of rows) yield [key, value];
  }

  /** @throws DiemError `StoreConflict`: the partition is not this gateway's any more. TypeError for a batch without a lease. */
  commit({ changes, expected = [] }: vouchers.Batch): Promise<void> {
    const [first, more] = expected;
    if (first === undefined || more !== undefined) throw new TypeError("a batch names one lease");
    const lease = leaseOf(first);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ lease, changes, resolve, reject });
      if (!this.#committing) void this.#commitAll();
    });
  }

  async #commitAll(): Promise<void> {
    this.#committing = true;
    while (this.#waiting.length > 0) {
      // what happens in the same turn goes along
      await new Promise(setImmediate);
      const batches = this.#waiting;
      this.#waiting = [];
      await this.#commit(batches);
    }
    this.#committing = false;
  }

  async #commit(batches: readonly Waiting[]): Promise<void> {
    try {
      const held = await this.#write(batches);
      for (const { lease, resolve, reject } of batches) {
        if (held.get(lease.partition) === lease.fence) resolve();
        else reject(conflict(lease));
      }
    } catch (error) {
      for (const { reject } of batches) reject(error);
    }
  }

  /** Writes what the leases allow; returns the fences of the partitions that are this gateway's. */
  async #write(batches: readonly Waiting[]): Promise<ReadonlyMap<number, number>> {
    this.#revision += 1;
    const rows = batches.flatMap(({ lease, changes }) =>
      changes.map(({ key, value }) => ({ key, value, ...lease })),
    );
    const held = await this.database.query<{ partition: number; fence: number }>(
      commitText(this.database),
      [
        ...[[...new Set(batches.map(({ lease }) => lease.partition))], this.owner, this.#revision],
        ...[rows.map(({ key }) => key), rows.map(({ value }) => value)],
        ...[rows.map(({ partition }) => partition), rows.map(({ fence }) => fence)],
      ],
      "commit",
    );
    return new Map(held.map(({ partition, fence }) => [partition, fence]));
  }
}

function conflict(lease: Lease): Error {
  const key = leaseKey(lease.partition);
  return new errors.DiemError("StoreConflict", {
    reason: `the partition ${lease.partition} belongs to another gateway now`,
    next: "ask again",
    context: { key },
  });
}

/**
 * The leases are locked against a new owner until the entries are written. A statement that arrives late, after its
 * client had given it up and committed anew, changes nothing: its revision is behind.
 */
function commitText(database: Database): string {
  const [partitions, entries] = [database.table("partitions"), database.table("entries")];
  return `
    WITH held AS (
      SELECT partition, fence FROM ${partitions}
      WHERE partition = ANY($1::integer[]) AND owner = $2::uuid
      ORDER BY partition FOR SHARE
    ), changed AS (
      SELECT key, value, fence
      FROM unnest($4::text[], $5::text[], $6::integer[], $7::integer[])
        AS row (key, value, partition, fence)
      JOIN held USING (partition, fence)
    ), put AS (
      INSERT INTO ${entries} AS kept (key, value, fence, revision)
      SELECT key, value, fence, $3::bigint FROM changed WHERE value IS NOT NULL
      ON CONFLICT (key) DO UPDATE
      SET value = excluded.value, fence = excluded.fence, revision = excluded.revision
      WHERE (kept.fence, kept.revision) < (excluded.fence, excluded.revision)
    ), dropped AS (
      DELETE FROM ${entries} AS kept USING changed
      WHERE kept.key = changed.key AND changed.value IS NULL
        AND (kept.fence, kept.revision) < (changed.fence, $3::bigint)
    )
    SELECT partition, fence FROM held`;
}
