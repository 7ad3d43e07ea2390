import { expect } from "chai";
import fc from "fast-check";
import { checkIndexer, configSchema, rebuild } from "@diem/indexer";
import { accounts } from "@diem/sdk";
import { startChain } from "../support/chain";
import * as epochs from "../support/epochs";
import { MarketHistory, type Step, ACTIONS } from "../support/history";
import { UNIT } from "../support/market";
import { World } from "../support/world";
import { ask, caughtUp, IndexerContext } from "./context";

const EPOCH_SECS = 1_000n;
const EPOCHS = 24;
const STEPS_PER_EPOCH = 8;
const CONSUMERS = 3;

const step = fc.record<Step>({
  action: fc.constantFrom(...Object.keys(ACTIONS)),
  seller: fc.nat(3),
  consumer: fc.nat(CONSUMERS - 1),
  perMille: fc.bigInt(0n, 1_000n),
});

interface Status {
  readonly faults: readonly string[];
  readonly programs: readonly { readonly compared: number }[];
}

/** How many providers and channels a market has. */
async function accountsOf({ chain, market: { market } }: World): Promise<number> {
  const { connection } = chain;
  const [providers, channels] = await Promise.all([
    accounts.provider.fetchAll(connection, { market }),
    accounts.channel.fetchAll(connection, { market }),
  ]);
  return providers.length + channels.length;
}

describe("indexer: a market over many epochs", () => {
  const context = new IndexerContext();
  after(() => context.close());

  it("has every figure of the chain after each of them, and the same tables after a rebuild", async () => {
    const chain = await startChain(301);
    const world = await World.create(chain, {
      epochSecs: EPOCH_SECS,
      params: { stakeCooldownSecs: EPOCH_SECS, bondCooldownSecs: 1_500n, channelGraceSecs: 300n },
    });
    const consumers = await Promise.all(
      Array.from({ length: CONSUMERS }, () => world.consumer(100n * UNIT)),
    );
    const history = new MarketHistory(world, consumers);
    for (const seller of [0, 1]) {
      const at = { seller, consumer: seller, perMille: 500n };
      for (const action of ["join", "open"]) await history.take({ ...at, action });
    }
    const { connection } = chain;
    const database = await context.database();
    const indexer = await context.start(connection, { database });
    const [steps = []] = fc.sample(
      fc.array(step, {
        minLength: EPOCHS * STEPS_PER_EPOCH,
        maxLength: EPOCHS * STEPS_PER_EPOCH,
      }),
      { numRuns: 1, seed: 301 },
    );
    for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
      await epochs.openRecord(world).catch(() => undefined);
      for (const one of steps.slice(epoch * STEPS_PER_EPOCH, (epoch + 1) * STEPS_PER_EPOCH)) {
        await history.take(one);
        await chain.advance(7n);
      }
      await caughtUp(indexer, chain);
      await indexer.reconcile();
      const { faults, programs } = await ask<Status>(indexer, "/v1/status");
      expect(faults, `epoch ${String(epoch)}`).to.deep.equal([]);
      // the market, every provider and every channel
      const all = 1 + (await accountsOf(world));
      expect(programs.map(({ compared }) => compared)).to.deep.equal([all]);
      await epochs.nextEpoch(world);
      await epochs.rollEpoch(world).catch(() => undefined);
    }
    expect(history.done.size).to.be.greaterThan(15);
    await caughtUp(indexer, chain);
    await context.end(indexer);
    const config = configSchema.parse({
      ...{ chain: { url: "http://127.0.0.1:1" }, database },
      listen: { port: 0 }, // that of an indexer may be in use on this machine
    });
    for (const fromChain of [false, true]) {
      const { before, after, same } = await rebuild(config, { fromChain, connection });
      expect(after).to.deep.equal(before);
      expect(same).to.equal(true);
    }
    const findings = await checkIndexer(config, connection);
    expect(findings.filter(({ ok }) => !ok)).to.deep.equal([]);
  });
});
