import { type Dialect, PostgresDialect } from "kysely";
import { Pool, types } from "pg";

/** What PostgreSQL calls its 64-bit integers. Slots, times and epochs are whole numbers below 2^53. */
const INT8: number = types.builtins.INT8;
const CONNECTIONS = 8;

/** A database by its URL. */
export function postgres(url: string): Dialect {
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    types: {
      getTypeParser: (type, format) =>
        (Number(type) === INT8 ? Number : types.getTypeParser(type, format)) as (
          text: string,
        ) => unknown,
    },
  });
  // an idle connection broke; the next query reports it
  pool.on("error", () => undefined);
  return new PostgresDialect({ pool });
}
