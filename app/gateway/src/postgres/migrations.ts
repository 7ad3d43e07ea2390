import { type Kysely, type Migration, sql } from "kysely";
import { vouchers } from "@diem/sdk";

/**
 * How the tables came to be, oldest first. A migration that was released is never changed.
 *
 * - `gateways`: the processes that share the store. One whose `until` has passed is gone; one that is `leaving` takes no more
 *   partitions.
 * - `partitions`: which of them owns a partition of the channels. The fence counts its owners: a commit names the one
 *   under which it was made.
 * - `entries`: what the ledger keeps. The later of two commits counts, in any order of arrival.
 * - `seller`: the provider whose channels these are.
 */
export function migrationsOf(schema: string): Readonly<Record<string, Migration>> {
  const table = (name: string) => sql.id(schema, name);
  return {
    "0001-first": {
      async up(database: Kysely<unknown>) {
        const statements = [
          sql`CREATE TABLE ${table("gateways")} (
            id uuid PRIMARY KEY, url text NOT NULL, until timestamptz NOT NULL,
            leaving boolean NOT NULL)`,
          sql`CREATE TABLE ${table("partitions")} (
            partition integer PRIMARY KEY, owner uuid, fence integer NOT NULL DEFAULT 0)`,
          sql`INSERT INTO ${table("partitions")} (partition)
            SELECT generate_series(0, ${sql.lit(vouchers.PARTITIONS - 1)})`,
          sql`CREATE TABLE ${table("entries")} (
            key text COLLATE "C" PRIMARY KEY, value text NOT NULL,
            fence integer NOT NULL, revision bigint NOT NULL)`,
          sql`CREATE TABLE ${table("seller")} (
            one boolean PRIMARY KEY DEFAULT true CHECK (one), provider text NOT NULL)`,
        ];
        for (const statement of statements) await statement.execute(database);
      },
    },
  };
}
