import { expect } from "chai";
import { configSchema, startIndexer } from "@diem/indexer";
import { PROGRAM_ID } from "@diem/sdk";
import type { ConfirmedSignatureInfo } from "@solana/web3.js";
import { startChain, type TestChain } from "../support/chain";
import { UNIT } from "../support/market";
import { type Actor, World } from "../support/world";
import { thrownBy } from "../sdk/support";
import { ask, caughtUp, faulty, holds, IndexerContext } from "./context";

type Listed = ConfirmedSignatureInfo[];

interface Page {
  readonly items: readonly { readonly signature: string; readonly name: string }[];
}

describe("indexer: a chain that fails, lies and is reset", () => {
  const context = new IndexerContext();
  let chain: TestChain;
  let world: World;
  let staker: Actor;
  beforeEach(async () => {
    chain = await startChain(310);
    world = await World.create(chain);
    staker = await world.staker(100n * UNIT, UNIT);
  });
  afterEach(() => context.close());

  const stake = (amount = 1n) => world.stake(staker, amount);
  const all = (indexer: Parameters<typeof ask>[0]) => ask<Page>(indexer, "/v1/events?limit=500");

  it("continues after a restart, without a duplicate or a missing event", async () => {
    const database = await context.database();
    const first = await context.start(chain.connection, { database });
    await caughtUp(first, chain);
    const before = await all(first);
    await context.end(first);
    const missed = [await stake(1n), await stake(2n)];
    const second = await context.start(chain.connection, { database });
    await caughtUp(second, chain);
    const after = await all(second);
    expect(after.items.map(({ signature }) => signature)).to.deep.equal([
      ...missed.reverse(),
      ...before.items.map(({ signature }) => signature),
    ]);
  });

  it("survives a node that is down, and says how old its answers are", async () => {
    const network = faulty(chain);
    const indexer = await context.start(network.connection, {
      ...{ database: await context.database(), staleSecs: 1 },
    });
    await caughtUp(indexer, chain);
    network.disconnect();
    await holds(async () => (await fetch(`${indexer.url}/readyz`)).status === 503);
    const { detail } = (await (await fetch(`${indexer.url}/readyz`)).json()) as { detail: string };
    expect(detail).to.match(/the chain was not read for \d+ s: check the node$/);
    expect((await all(indexer)).items.length).to.be.greaterThan(0);
    const signature = await stake();
    network.disconnect(false);
    await caughtUp(indexer, chain);
    expect((await all(indexer)).items[0]?.signature).to.equal(signature);
    await holds(async () => (await fetch(`${indexer.url}/readyz`)).status === 200);
  });

  it("counts once what a node lists twice", async () => {
    const network = faulty(chain);
    network.change("getSignaturesForAddress", (list: Listed) => list.flatMap((one) => [one, one]));
    const indexer = await context.start(network.connection, { database: await context.database() });
    await stake();
    await caughtUp(indexer, chain);
    const keys = (await all(indexer)).items.map(({ signature, name }) => `${signature} ${name}`);
    expect(new Set(keys).size).to.equal(keys.length);
    await indexer.reconcile();
    expect((await ask<{ faults: string[] }>(indexer, "/v1/status")).faults).to.deep.equal([]);
  });

  it("notices by the accounts' own numbers what a node omits, and finds it elsewhere", async () => {
    const network = faulty(chain);
    const indexer = await context.start(network.connection, { database: await context.database() });
    await caughtUp(indexer, chain);
    const hidden = await stake(1n);
    // nothing comes after it, so that no event shows the gap
    network.change("getSignaturesForAddress", (list: Listed) =>
      list.filter(({ signature }) => signature !== hidden),
    );
    await chain.advance(1n);
    await caughtUp(indexer, chain);
    await indexer.reconcile();
    const { faults } = await ask<{ faults: string[] }>(indexer, "/v1/status");
    const market = world.market.market.toBase58();
    expect(faults[0]).to.match(new RegExp(`the events \\d+ to \\d+ of ${market} are missing`));
    expect((await fetch(`${indexer.url}/readyz`)).status).to.equal(503);
    network.change("getSignaturesForAddress");
    await indexer.reconcile();
    await indexer.reconcile();
    expect((await ask<{ faults: string[] }>(indexer, "/v1/status")).faults).to.deep.equal([]);
    expect((await all(indexer)).items[0]?.signature).to.equal(hidden);
  });

  it("shows confirmed events, and drops those that do not become final", async () => {
    const network = faulty(chain);
    const indexer = await context.start(network.connection, { database: await context.database() });
    await caughtUp(indexer, chain);
    // final is only what was there before
    const known = new Set((await all(indexer)).items.map(({ signature }) => signature));
    let gone = false;
    network.change("getSignaturesForAddress", (list: Listed, params) => {
      const final = (params[1] as { commitment?: string }).commitment === "finalized";
      return list.filter(({ signature }) => (final || gone ? known.has(signature) : true));
    });
    const signature = await stake();
    const confirmed = () => ask<Page>(indexer, "/v1/events?commitment=confirmed");
    await holds(async () => (await confirmed()).items[0]?.signature === signature);
    expect((await confirmed()).items[0]).to.include({ final: false, name: "Staked" });
    expect((await all(indexer)).items[0]?.signature).not.to.equal(signature);
    gone = true;
    await holds(async () => (await confirmed()).items[0]?.signature !== signature);
    const metrics = await (await fetch(`${indexer.url}/metrics`)).text();
    expect(metrics).to.match(/^diem_indexer_dropped_total\{program="\w+"\} 1$/m);
  });

  it("refuses the database of another chain, or empties it if it is configured to", async () => {
    const database = await context.database();
    const first = await context.start(chain.connection, { database });
    await caughtUp(first, chain);
    await context.end(first);
    const other = await startChain(311);
    await World.create(other);
    const network = faulty(other);
    network.change("getGenesisHash", () => PROGRAM_ID.toBase58());
    const config = configSchema.parse({
      ...{ listen: { port: 0 }, chain: { url: "http://127.0.0.1:1" }, database },
    });
    const { connection } = network;
    const error = await thrownBy(() => startIndexer(config, { connection }));
    expect(error).to.include({ name: "ChainReset" });
    const second = await context.start(connection, { database, onReset: "rebuild" });
    await caughtUp(second, other);
    expect((await all(second)).items.map(({ name }) => name)).to.deep.equal(["MarketCreated"]);
  });

  it("refuses a node that does not know what is stored, and a chain without the program", async () => {
    const database = await context.database();
    const first = await context.start(chain.connection, { database });
    await caughtUp(first, chain);
    await context.end(first);
    const { connection } = await startChain(312);
    const config = configSchema.parse({
      ...{ listen: { port: 0 }, chain: { url: "http://127.0.0.1:1" }, database },
    });
    const lost = await thrownBy(() => startIndexer(config, { connection }));
    expect(lost).to.include({ name: "HistoryLost" });
    const programs = [world.market.market.toBase58()];
    const missing = await thrownBy(() => startIndexer({ ...config, programs }, { connection }));
    expect(missing).to.include({ name: "ProgramMissing" });
  });
});
