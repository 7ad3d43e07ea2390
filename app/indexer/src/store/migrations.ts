import type { Kysely, Migration } from "kysely";
import { rebuildDerived } from "../fold/load";
import type { Tables } from "./tables";

/** Every change of the schema, in the order in which they are made. A released migration is never edited. */
export const migrations: Record<string, Migration> = {
  "0001": { up: first },
  "0002": { up: deriveAnew },
};

/** What follows from the events has new figures: the shares of revenue, and what a provider offered. */
async function deriveAnew(db: Kysely<Tables>): Promise<void> {
  const programs = await db.selectFrom("cursors").select("program").execute();
  for (const { program } of programs) await rebuildDerived(db, program);
}

async function first(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable("meta")
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("value", "text", (column) => column.notNull())
    .execute();
  await schema
    .createTable("cursors")
    .addColumn("program", "text", (column) => column.primaryKey())
    .addColumn("signature", "text", (column) => column.notNull())
    .addColumn("place", "text", (column) => column.notNull())
    .execute();
  await schema
    .createTable("sequences")
    .addColumn("program", "text", (column) => column.notNull())
    .addColumn("account", "text", (column) => column.notNull())
    .addColumn("last", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("sequences_key", ["program", "account"])
    .execute();
  await schema
    .createTable("events")
    .addColumn("program", "text", (column) => column.notNull())
    .addColumn("place", "text", (column) => column.notNull())
    .addColumn("signature", "text", (column) => column.notNull())
    .addColumn("outer_index", "integer", (column) => column.notNull())
    .addColumn("inner_index", "integer", (column) => column.notNull())
    .addColumn("slot", "bigint", (column) => column.notNull())
    .addColumn("timestamp", "bigint", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("market", "text", (column) => column.notNull())
    .addColumn("data", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("events_key", ["program", "place"])
    .addUniqueConstraint("events_once", ["signature", "program", "outer_index", "inner_index"])
    .execute();
  await schema
    .createIndex("events_named")
    .on("events")
    .columns(["market", "name", "place"])
    .execute();
  await schema
    .createTable("mentions")
    .addColumn("program", "text", (column) => column.notNull())
    .addColumn("account", "text", (column) => column.notNull())
    .addColumn("place", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("mentions_key", ["account", "program", "place"])
    .execute();
  await schema
    .createTable("states")
    .addColumn("program", "text", (column) => column.notNull())
    .addColumn("market", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("account", "text", (column) => column.notNull())
    .addColumn("owner", "text", (column) => column.notNull())
    .addColumn("provider", "text", (column) => column.notNull())
    .addColumn("open", "integer", (column) => column.notNull())
    .addColumn("place", "text", (column) => column.notNull())
    .addColumn("data", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("states_key", ["market", "kind", "account", "program"])
    .execute();
  await schema
    .createTable("usage")
    .addColumn("program", "text", (column) => column.notNull())
    .addColumn("market", "text", (column) => column.notNull())
    .addColumn("provider", "text", (column) => column.notNull())
    .addColumn("epoch", "bigint", (column) => column.notNull())
    .addColumn("data", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("usage_key", ["provider", "epoch", "program"])
    .execute();
  await schema
    .createTable("snapshots")
    .addColumn("program", "text", (column) => column.notNull())
    .addColumn("market", "text", (column) => column.notNull())
    .addColumn("epoch", "bigint", (column) => column.notNull())
    .addColumn("timestamp", "bigint", (column) => column.notNull())
    .addColumn("data", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("snapshots_key", ["market", "epoch", "program"])
    .execute();
  await schema
    .createTable("gaps")
    .addColumn("program", "text", (column) => column.notNull())
    .addColumn("account", "text", (column) => column.notNull())
    .addColumn("first", "text", (column) => column.notNull())
    .addColumn("last", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("gaps_key", ["program", "account", "first"])
    .execute();
}
