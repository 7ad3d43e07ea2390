import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { type Dialect, Kysely, Migrator, SqliteDialect, type SqliteDatabase } from "kysely";
import Sqlite from "libsql";
import { IndexerError } from "../errors";
import { migrations } from "./migrations";
import type { Database, Tables } from "./tables";

/** Whether the text is the URL of a PostgreSQL database, and no path. */
export const isPostgres = (database: string) => /^postgres(ql)?:\/\//.test(database);

const BUSY_MS = 10_000;

/**
 * Opens a database, and brings its schema up to date.
 *
 * @throws IndexerError `DatabaseUnusable`.
 */
export async function openDatabase(database: string): Promise<Database> {
  let db: Database | undefined;
  try {
    db = new Kysely<Tables>({ dialect: await dialectOf(database) });
    const migrator = new Migrator({
      db,
      provider: { getMigrations: () => Promise.resolve(migrations) },
    });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error as Error;
    return db;
  } catch (cause) {
    await db?.destroy().catch(() => undefined);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new IndexerError(
      "DatabaseUnusable",
      `the database ${shown(database)} cannot be used (${reason}): check that it can be reached and written, or choose another one`,
      { cause },
    );
  }
}

async function dialectOf(database: string): Promise<Dialect> {
  if (!isPostgres(database)) return new SqliteDialect({ database: sqlite(database) });
  // loaded here, as a file needs no driver
  const { postgres } = await import("./postgres");
  return postgres(database);
}

/** What is committed survives the process, and after a loss of power at most the newest is read from the chain again. */
function sqlite(path: string): SqliteDatabase {
  mkdirSync(dirname(path), { recursive: true });
  const file = new Sqlite(path);
  file.exec("PRAGMA journal_mode = WAL");
  file.exec("PRAGMA synchronous = NORMAL");
  file.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
  return file;
}

/** A database as an error may show it: without its password. */
function shown(database: string): string {
  return database.replace(/(:\/\/[^:/@]*):[^@]*@/, "$1:***@");
}
