import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { configSchema, rebuild } from "@diem/indexer";
import { serve } from "@diem/localnet";
import { startChain } from "../support/chain";
import { UNIT } from "../support/market";
import { World } from "../support/world";
import { ask, caughtUp, embeddedOf, IndexerContext } from "./context";

/** A hundred by `INDEXER_KILLS=100 npx mocha tests/indexer/killed.test.ts`. */
const KILLS = Number(process.env.INDEXER_KILLS ?? 4);
/** Longest life of a process after it has begun to index. */
const LIFE_MS = 400;
const CHILD = join(__dirname, "killed-child.mjs");

interface Page {
  readonly items: readonly { readonly signature: string; readonly outerIndex: number }[];
}

describe("indexer: killed at random", () => {
  const context = new IndexerContext();
  after(() => context.close());

  it("neither loses nor duplicates an event", async () => {
    const chain = await startChain(330);
    const world = await World.create(chain);
    const staker = await world.staker(100n * UNIT, UNIT);
    const endpoint = await serve(embeddedOf(chain), { port: 0 });
    const database = await context.database();
    const made: string[] = [];
    try {
      for (let nth = 0; nth < KILLS; nth += 1) {
        const args = [CHILD, endpoint.url, endpoint.wsUrl, database];
        const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
        const ended = once(child, "exit");
        await Promise.race([once(child.stdout, "data"), ended]);
        expect(child.exitCode).to.equal(null);
        // it is killed while it stores, at any moment of it
        const dying = pause(Math.random() * LIFE_MS).then(() => child.kill("SIGKILL"));
        for (let one = 0; one < 10; one += 1) made.push(await world.stake(staker, 1n));
        await dying;
        await ended;
      }
    } finally {
      await endpoint.close();
    }
    const { connection } = chain;
    const indexer = await context.start(connection, { database });
    await caughtUp(indexer, chain);
    await indexer.reconcile();
    const { faults } = await ask<{ faults: string[] }>(indexer, "/v1/status");
    expect(faults).to.deep.equal([]);
    const stored: string[] = [];
    for (let next: string | null = ""; next !== null;) {
      const path = `/v1/events?limit=500&name=Staked${next === "" ? "" : `&before=${next}`}`;
      const page: Page & { next: string | null } = await ask(indexer, path);
      stored.push(...page.items.map(({ signature }) => signature));
      next = page.next;
    }
    // the first is of the staker's making
    expect(stored.reverse().slice(1)).to.deep.equal(made);
    await context.end(indexer);
    const config = configSchema.parse({ chain: { url: endpoint.url }, database });
    expect((await rebuild(config, { fromChain: true, connection })).same).to.equal(true);
  });
});
