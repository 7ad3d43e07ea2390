import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { configSchema, type Gateway, type GatewayConfigInput, startGateway } from "@diem/gateway";
import { vouchers } from "@diem/sdk";
import type { PublicKey } from "@solana/web3.js";
import { Pool } from "pg";
import { TestPostgres } from "../support/postgres";
import { type FixtureOptions, GatewayFixture } from "./fixture";

const SCHEMA = "diem_gateway";

/** A database, and a provider whose gateways share it. The fixture's own gateway is the first of them. */
export class SharedStore {
  readonly #pool: Pool;

  private constructor(
    readonly server: TestPostgres,
    readonly fixture: GatewayFixture,
  ) {
    this.#pool = new Pool({ connectionString: server.url, max: 1 });
    this.#pool.on("error", () => undefined); // the server is stopped by tests
  }

  /** `leaseSecs` is how long a gateway that stands still keeps its partitions. */
  static async start(leaseSecs: number, options: FixtureOptions = {}): Promise<SharedStore> {
    const server = await TestPostgres.start();
    try {
      process.env.DIEM_TEST_DATABASE = server.url;
      const postgres = { urlVariable: "DIEM_TEST_DATABASE", leaseSecs };
      const config = { ...options.config, postgres };
      return new SharedStore(server, await GatewayFixture.start({ ...options, config }));
    } catch (error) {
      await server.end();
      throw error;
    }
  }

  /** Starts another gateway in this process. */
  another(): Promise<Gateway> {
    const { config, chain } = this.fixture;
    return startGateway(configSchema.parse(config), { connection: chain.connection });
  }

  /** Writes the configuration to a file, for a gateway in a process of its own. */
  async written(chain: Partial<GatewayConfigInput["chain"]>): Promise<string> {
    const { config, folder } = this.fixture;
    const file = join(folder, "gateway.yaml");
    await writeFile(file, JSON.stringify({ ...config, chain: { ...config.chain, ...chain } }));
    return file;
  }

  async query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.#pool.query<Row>(text.replaceAll("$s", SCHEMA), [...values]);
    return rows;
  }

  /** Where the gateway is that owns a channel; null for none. */
  async ownerOf(channel: PublicKey): Promise<string | null> {
    const text = `SELECT url FROM $s.partitions JOIN $s.gateways ON id = owner
      WHERE partition = $1 AND until >= now()`;
    const rows = await this.query<{ url: string }>(text, [vouchers.partitionOf(channel)]);
    return rows[0]?.url ?? null;
  }

  /** Waits until the gateways own so many partitions each, in any order. */
  async shares(...expected: readonly number[]): Promise<void> {
    const text = `SELECT count(*)::integer AS share FROM $s.partitions JOIN $s.gateways ON id = owner
      WHERE until >= now() GROUP BY url ORDER BY share DESC`;
    for (;;) {
      const shares = (await this.query<{ share: number }>(text)).map(({ share }) => share);
      if (String(shares) === String(expected)) return;
      await pause(20);
    }
  }

  async end(): Promise<void> {
    try {
      await this.fixture.end();
    } finally {
      await this.#pool.end();
      await this.server.end();
      delete process.env.DIEM_TEST_DATABASE;
    }
  }
}
