import { expect } from "chai";
import { configSchema, rebuild } from "@diem/indexer";
import { startChain } from "../support/chain";
import { UNIT } from "../support/market";
import { mayUsePostgres, TestPostgres } from "../support/postgres";
import { World } from "../support/world";
import { openDatabase } from "../../app/indexer/dist/store/database";
import { hashTables } from "../../app/indexer/dist/store/hash";
import { ask, caughtUp, holds, IndexerContext } from "./context";

interface Page {
  readonly items: readonly { readonly name: string }[];
}

(mayUsePostgres() ? describe : describe.skip)("indexer: PostgreSQL", () => {
  const context = new IndexerContext();
  let server: TestPostgres;
  before(async () => {
    server = await TestPostgres.start();
  });
  after(async () => {
    await context.close();
    await server.end();
  });

  it("has the same tables as SQLite, also after the server crashed and came back", async () => {
    const chain = await startChain(340);
    const world = await World.create(chain);
    const staker = await world.staker(1_000n * UNIT, 1_000n * UNIT);
    const { connection } = chain;
    const indexer = await context.start(connection, { database: server.url });
    await world.mint(staker, UNIT);
    await caughtUp(indexer, chain);
    await server.down();
    await world.stake(await world.staker(UNIT, 0n), 1n);
    await holds(() => context.log.some(({ level }) => level === 50));
    await server.up();
    await world.burn(staker, UNIT / 2n);
    await caughtUp(indexer, chain);
    await indexer.reconcile();
    expect((await ask<{ faults: string[] }>(indexer, "/v1/status")).faults).to.deep.equal([]);
    const { items } = await ask<Page>(indexer, "/v1/events?limit=2");
    expect(items.map(({ name }) => name)).to.deep.equal(["DiemBurned", "Staked"]);
    const about = `/v1/events?account=${staker.address.toBase58()}&name=DiemMinted,DiemBurned`;
    const own = await ask<Page>(indexer, about);
    expect(own.items.map(({ name }) => name)).to.deep.equal(["DiemBurned", "DiemMinted"]);

    const database = await context.database();
    const other = await context.start(connection, { database });
    await caughtUp(other, chain);
    await Promise.all([context.end(indexer), context.end(other)]);
    const [postgres, sqlite] = await Promise.all([server.url, database].map(openDatabase));
    if (postgres === undefined || sqlite === undefined) throw new Error("no database");
    expect(await hashTables(postgres)).to.deep.equal(await hashTables(sqlite));
    await Promise.all([postgres.destroy(), sqlite.destroy()]);
    const config = configSchema.parse({
      ...{ chain: { url: "http://127.0.0.1:1" }, database: server.url },
    });
    for (const fromChain of [false, true]) {
      expect((await rebuild(config, { fromChain, connection })).same).to.equal(true);
    }
  });

  it("says that a database cannot be reached, without its password", async () => {
    const database = "postgres://u:secret@127.0.0.1:1/x";
    const error = await openDatabase(database).catch((caught: unknown) => caught);
    expect(error).to.include({ name: "DatabaseUnusable" });
    expect(String(error)).to.include("u:***@127.0.0.1").and.not.include("secret");
  });
});
