import { ConfigError } from "@diem/config";
import { Kysely, Migrator, PostgresDialect } from "kysely";
import { Pool, type QueryResultRow } from "pg";
import { migrationsOf } from "./migrations";

/** See {@link Database.open}. */
export interface DatabaseInput {
  /** A connection string: `postgres://user:password@host/database`. */
  readonly url: string;
  /** Of the tables; made where it is missing. */
  readonly schema: string;
  /** Called with connections that break off while nothing is asked. */
  readonly onError: (error: unknown) => void;
}

/** What a query returns. */
export type Rows<Row> = readonly Row[];

const CONNECT_MS = 5_000;
/** The server gives a statement up before its client stops waiting for it. */
const STATEMENT_MS = 5_000;
const QUERY_MS = 8_000;
/** One for commits, one for leases, and two for readings. */
const CONNECTIONS = 4;

/** A PostgreSQL database with the tables of a gateway. */
export class Database {
  private constructor(
    private readonly pool: Pool,
    private readonly schema: string,
  ) {}

  /**
   * Connects, and brings the tables to the newest version; of gateways that start together one does so.
   *
   * @throws ConfigError where the server may forget what it acknowledged; what the driver and the migrations throw.
   */
  static async open({ url, schema, onError }: DatabaseInput): Promise<Database> {
    const pool = new Pool({
      ...{ connectionString: url, application_name: "diem-gateway", keepAlive: true },
      ...{ max: CONNECTIONS, connectionTimeoutMillis: CONNECT_MS },
      ...{ statement_timeout: STATEMENT_MS, query_timeout: QUERY_MS },
    });
    pool.on("error", onError);
    const database = new Database(pool, schema);
    try {
      await database.#requireDurable();
      await database.#migrate();
      return database;
    } catch (error) {
      await pool.end();
      throw error;
    }
  }

  /** The name of a table, as a statement has it. */
  table(name: string): string {
    return `"${this.schema}"."${name}"`;
  }

  /** Runs one statement, which is a transaction of its own. `name` lets the server keep its plan. */
  async query<Row extends QueryResultRow>(
    text: string,
    values: readonly unknown[],
    name?: string,
  ): Promise<Rows<Row>> {
    const named = name === undefined ? {} : { name };
    const { rows } = await this.pool.query<Row>({ text, values: [...values], ...named });
    return rows;
  }

  /** Throws a ConfigError where the tables are another provider's. */
  async requireSeller(provider: string): Promise<void> {
    const seller = this.table("seller");
    const insert = `INSERT INTO ${seller} (provider) VALUES ($1) ON CONFLICT DO NOTHING`;
    await this.query(insert, [provider]);
    const [row] = await this.query<{ provider: string }>(`SELECT provider FROM ${seller}`, []);
    if (row?.provider === provider) return;
    const message = `the schema ${this.schema} of the database belongs to the provider ${String(row?.provider)}: choose another schema`;
    throw new ConfigError(message);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  async #requireDurable(): Promise<void> {
    for (const setting of ["fsync", "synchronous_commit"]) {
      const [row] = await this.query<Record<string, string>>(`SHOW ${setting}`, []);
      if (row?.[setting] !== "off") continue;
      const message = `the database has ${setting} off, and could lose acknowledged calls: turn it on`;
      throw new ConfigError(message);
    }
  }

  async #migrate(): Promise<void> {
    const migrator = new Migrator({
      db: new Kysely({ dialect: new PostgresDialect({ pool: this.pool }) }),
      provider: { getMigrations: () => Promise.resolve(migrationsOf(this.schema)) },
      migrationTableSchema: this.schema,
    });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error as Error;
  }
}
