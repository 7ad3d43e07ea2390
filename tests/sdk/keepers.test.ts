import { createCloseAccountInstruction } from "@solana/spl-token";
import type { PublicKey } from "@solana/web3.js";
import { expect } from "chai";
import { accounts, constants, keepers, transactions } from "@diem/sdk";
import * as epochs from "../support/epochs";
import { UNIT } from "../support/market";
import { providerAccount } from "../support/providers";
import { claimOf, settle } from "../support/settling";
import type { World } from "../support/world";
import { EPOCH_SECS, openMarket } from "./keepers-support";

const CREDIT = constants.CREDIT_UNIT;

type Thresholds = keepers.Thresholds;

async function due(world: World, thresholds: Thresholds = {}): Promise<keepers.Task[]> {
  const { chain, payer } = world;
  const { connection } = chain;
  return keepers.due({ connection, market: world.market.market, payer, ...thresholds });
}

/** Sends all that is due, each task in a transaction of its own, and says what it was. */
async function keep(world: World, thresholds: Thresholds = {}): Promise<keepers.TaskKind[]> {
  const tasks = await due(world, thresholds);
  for (const task of tasks) {
    await transactions.send(world.chain.provider, { instructions: task.instructions });
  }
  return tasks.map(({ kind }) => kind);
}

describe("sdk: keepers", () => {
  it("do all work of a market, and nothing twice", async () => {
    const { world, opened } = await openMarket();
    const first = await epochs.epoch(world);
    const serve = async (diem: bigint, quota: bigint, epoch = first) => {
      for (const channel of opened) {
        const entry = await claimOf(world, channel, { diem, quota }, { epoch });
        await settle(world, channel.seller, [entry]);
      }
    };
    await serve(UNIT, CREDIT);
    const money = ["collect", "distributeRevenue"];
    const round = [...money, "reportUsage"];
    // the roll that is due stands in front of the first report
    expect(await keep(world)).to.deep.equal(round);
    expect((await world.marketAccount()).nextToClose).to.equal(first - 1);
    expect(await keep(world)).to.deep.equal([]);
    for (const { seller } of opened) {
      const { claimable } = await providerAccount(world, seller);
      expect(claimable).to.equal(await world.balance(seller.revenue));
      expect(claimable > 0n).to.equal(true);
    }

    // late quota of the settling epoch, and use of the next
    await epochs.nextEpoch(world);
    await serve(2n * UNIT, 2n * CREDIT);
    expect(await keep(world)).to.deep.equal([...money, "reportUsage", "reportUsage"]);
    const record = await epochs.recordAccount(world, first);
    expect([record.paid, record.quota]).to.deep.equal([2n * CREDIT, 4n * CREDIT]);
    // of each, a fifth of the credit that was paid for
    expect(record.rewardable).to.equal((2n * CREDIT) / 5n);

    await epochs.nextEpoch(world);
    expect(await keep(world)).to.deep.equal(["rollEpoch"]);
    expect((await epochs.recordAccount(world, first)).closed).to.equal(true);

    // one owner has no DIEM account any more
    const [gone, other] = opened.map(({ seller }) => seller.owner);
    if (gone === undefined || other === undefined) throw new Error("two owners");
    const close = createCloseAccountInstruction(gone.diem, world.payer, gone.address);
    await world.send([close], [gone.keypair]);
    expect(await keep(world)).to.deep.equal(["claimQuotaReward"]);
    const paid = [await world.balance(gone.diem), await world.balance(other.diem)];
    const { rewardPool } = await epochs.recordAccount(world, first);
    expect(paid).to.deep.equal([rewardPool / 2n, rewardPool / 2n]);
    expect(await keep(world)).to.deep.equal([]);

    expect(await keep(world, { keepEpochs: 0 })).to.deep.equal(["closeEpochRecord"]);
    const { connection } = world.chain;
    const left = await accounts.epochRecord.fetchAll(connection, { market: world.market.market });
    expect(left.map(({ epoch }) => epoch)).to.deep.equal([first + 1]);
    expect(await keep(world, { keepEpochs: 0 })).to.deep.equal([]);
  });

  it("say the same of one kind of task alone", async () => {
    const { world, opened } = await openMarket();
    const [one, other] = opened;
    if (one === undefined || other === undefined) throw new Error("two channels");
    await settle(world, one.seller, [await claimOf(world, one, { diem: UNIT, quota: CREDIT })]);
    await settle(world, other.seller, [await claimOf(world, other, { diem: UNIT })]);
    const { payer, chain } = world;
    const from = { connection: chain.connection, market: world.market.market, payer };
    const now = await chain.now();
    const roll = await keepers.due.rollEpoch(from);
    expect(roll).to.deep.equal(keepers.planRollEpoch({ market: await world.marketAccount(), now }));
    const reports = async (provider?: PublicKey) => {
      const of = provider === undefined ? from : { ...from, provider };
      return (await keepers.due.reportUsage(of)).map(({ reason }) => reason);
    };
    // quota waits for its provider's revenue
    const waited = [
      "collect the settled DIEM of 1 channel",
      "distribute the revenue of 1 provider",
    ];
    const report = (providers: string) =>
      new RegExp(`^close 1 epoch from \\d+ on, and report the use of ${providers} in epoch`);
    const [collecting, distributing, ...reporting] = await reports();
    expect([collecting, distributing]).to.deep.equal(waited);
    expect(reporting).to.have.length(1);
    expect(reporting[0]).to.match(report("2 providers"));
    const [only, ...others] = await reports(other.seller.provider);
    expect(only).to.match(report("1 provider"));
    expect(others).to.deep.equal([]);
    expect((await reports(one.seller.provider)).slice(0, 2)).to.deep.equal(waited);
    await keep(world, { minCollect: 2n * UNIT });
    const kinds = async () => ({
      roll: await keepers.due.rollEpoch(from),
      reportUsage: await keepers.due.reportUsage(from),
      collect: (await keepers.due.collect(from)).map(({ reason }) => reason),
      dear: await keepers.due.collect({ ...from, minCollect: UNIT + 1n }),
      distribute: await keepers.due.distributeRevenue(from),
      claim: await keepers.due.claimQuotaRewards(from),
      close: await keepers.due.closeEpochRecords(from),
    });
    const none = { roll: null, reportUsage: [], dear: [], distribute: [], claim: [], close: [] };
    expect(await kinds()).to.deep.equal({ ...none, collect: waited.slice(0, 1) });

    await world.pay(one.consumer, one.seller.revenue, UNIT);
    const { distribute } = await kinds();
    expect(distribute.map(({ reason }) => reason)).to.deep.equal([
      "distribute the revenue of 1 provider",
    ]);
    const later = { ...from, now: now + 2n * EPOCH_SECS };
    expect((await keepers.due.rollEpoch(later))?.kind).to.equal("rollEpoch");
  });
});
