import type { Database } from "./database";
import type { Lease } from "./lease";

/** A partition as the database has it. */
export interface Owned extends Lease {
  /** Null for none that is there. */
  readonly owner: string | null;
  /** Where the owner takes calls. */
  readonly url: string | null;
}

/** See {@link Leases}. */
export interface LeasesInput {
  readonly database: Database;
  /** Of this gateway: new for each process. */
  readonly owner: string;
  /** Seconds without a sign of life after which a gateway loses its partitions. */
  readonly seconds: number;
}

/** The gateways that share the database, and the owner of each partition. The database's clock counts. */
export class Leases {
  constructor(private readonly input: LeasesInput) {}

  /**
   * Says that this gateway is there, and where; one that is leaving keeps what it owns and takes no more.
   *
   * @returns how many gateways take partitions.
   */
  async renew(url: string, leaving: boolean): Promise<number> {
    const { database, owner, seconds } = this.input;
    const gateways = database.table("gateways");
    const text = `
      WITH gone AS (DELETE FROM ${gateways} WHERE until < now() AND id <> $1::uuid)
      INSERT INTO ${gateways} (id, url, until, leaving)
      VALUES ($1::uuid, $2, now() + make_interval(secs => $3), $4)
      ON CONFLICT (id) DO UPDATE SET url = excluded.url, until = excluded.until, leaving = excluded.leaving`;
    await database.query(text, [owner, url, seconds, leaving]);
    const count = `SELECT count(*)::integer AS live FROM ${gateways} WHERE until >= now() AND NOT leaving`;
    const [row] = await database.query<{ live: number }>(count, []);
    return row?.live ?? 1;
  }

  /** The other gateways that are there: when the lease of each ends, which every renewal changes. */
  async others(): Promise<readonly { readonly id: string; readonly until: string }[]> {
    const { database, owner } = this.input;
    const text = `
      SELECT id, until::text AS until FROM ${database.table("gateways")}
      WHERE id <> $1::uuid AND until >= now()`;
    return database.query<{ id: string; until: string }>(text, [owner]);
  }

  /** All partitions with their owners. */
  async partitions(): Promise<readonly Owned[]> {
    const { database } = this.input;
    const text = `
      SELECT partition, fence, id AS owner, url
      FROM ${database.table("partitions")}
      LEFT JOIN ${database.table("gateways")} ON id = owner AND until >= now()
      ORDER BY partition`;
    return database.query<Owned>(text, []);
  }

  /**
   * Takes free partitions, up to a maximum number. It waits for a commit of the previous owner, or skips that
   * partition.
   */
  async take(most: number): Promise<readonly Lease[]> {
    const { database, owner } = this.input;
    const partitions = database.table("partitions");
    const text = `
      WITH free AS (
        SELECT partition FROM ${partitions} AS one
        WHERE NOT EXISTS (
          SELECT FROM ${database.table("gateways")} WHERE id = one.owner AND until >= now())
        ORDER BY partition LIMIT $2 FOR UPDATE SKIP LOCKED
      )
      UPDATE ${partitions} AS taken SET owner = $1::uuid, fence = fence + 1
      FROM free WHERE taken.partition = free.partition
      RETURNING taken.partition, taken.fence`;
    return database.query<Lease>(text, [owner, most]);
  }

  /** Gives leases back: each only where it is still the newest, as this gateway may have taken the partition again. */
  async give(given: readonly Lease[]): Promise<void> {
    const { database, owner } = this.input;
    const text = `
      UPDATE ${database.table("partitions")} AS own SET owner = NULL
      FROM unnest($2::integer[], $3::integer[]) AS given (partition, fence)
      WHERE own.owner = $1::uuid AND own.partition = given.partition AND own.fence = given.fence`;
    const [partitions, fences] = [given.map((one) => one.partition), given.map((one) => one.fence)];
    await database.query(text, [owner, partitions, fences]);
  }

  /** Says that this gateway is gone: what it owns is free at once. */
  async end(): Promise<void> {
    const { database, owner } = this.input;
    const text = `DELETE FROM ${database.table("gateways")} WHERE id = $1::uuid`;
    await database.query(text, [owner]);
  }
}
