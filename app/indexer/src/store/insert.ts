import { CompiledQuery, type Kysely, PostgresAdapter } from "kysely";
import type { Tables } from "./tables";

/** Rows of one statement: fewer than what either database takes of parameters. */
const CHUNK = 200;

/** What happens to a row whose key already exists. */
export type OnConflict = "ignore" | { readonly replace: readonly string[] };

/**
 * Inserts many rows at once. The text of the statement is put together here: a query builder's tree of each value takes
 * longer than the insertion.
 */
export async function insertRows<Name extends keyof Tables>(
  db: Kysely<Tables>,
  table: Name,
  rows: readonly Tables[Name][],
  conflict: OnConflict,
): Promise<void> {
  const numbered = db.getExecutor().adapter instanceof PostgresAdapter;
  for (let start = 0; start < rows.length; start += CHUNK) {
    const some = rows.slice(start, start + CHUNK) as readonly object[];
    const columns = Object.keys(some[0] ?? {});
    let parameter = 0;
    const mark = () => (numbered ? `$${++parameter}` : "?");
    const tuples = some.map(() => `(${columns.map(mark).join(",")})`).join(",");
    const text = `insert into ${quoted(table)} (${columns.map(quoted).join(",")}) values ${tuples} ${clause(columns, conflict)}`;
    const values = some.flatMap((row) =>
      columns.map((column) => (row as Record<string, unknown>)[column]),
    );
    await db.executeQuery(CompiledQuery.raw(text, values));
  }
}

function clause(columns: readonly string[], conflict: OnConflict): string {
  if (conflict === "ignore") return "on conflict do nothing";
  const key = conflict.replace;
  const rest = columns.filter((column) => !key.includes(column));
  const set = rest.map((column) => `${quoted(column)} = excluded.${quoted(column)}`);
  return `on conflict (${key.map(quoted).join(",")}) do update set ${set.join(",")}`;
}

const quoted = (name: string) => `"${name}"`;
