import { expect } from "chai";
import { accounts, constants, quotes } from "@diem/sdk";
import { startChain } from "../support/chain";
import { channelAccount, openChannel, requestQuotaUnstake, stakeQuota } from "../support/channels";
import * as epochs from "../support/epochs";
import { UNIT } from "../support/market";
import { addBond, requestBondWithdrawal, setCapacity } from "../support/providers";
import { claimOf, settle } from "../support/settling";
import { World } from "../support/world";

const CREDIT = constants.CREDIT_UNIT;
const EPOCH_SECS = 100n;

/** A market in which all figures move: its target starts far below what the providers can carry. */
async function busyMarket() {
  const params = { targetFloor: 20n * UNIT, maxTargetStepBps: 500, utilisationEmaBps: 5_000 };
  const world = await World.create(await startChain(), { epochSecs: EPOCH_SECS, params });
  const consumer = await world.consumer(10n * UNIT);
  await world.fundRewards(1_000n * UNIT, 50n * EPOCH_SECS);
  const seller = await world.provider({ capacity: 40n * CREDIT, quotaCapacity: 30n * CREDIT });
  await epochs.nextEpoch(world);
  const opened = await openChannel(world, { provider: seller, consumer, deposit: 6n * UNIT });
  await stakeQuota(world, opened, 3n * UNIT);
  const serve = async (diem: bigint, quota: bigint) => {
    await settle(world, seller, [await claimOf(world, opened, { diem, quota })]);
  };
  return { world, consumer, seller, opened, serve };
}

/** Rolls, and compares every figure of the market and of its records with the preview. */
async function rollAsPreviewed(world: World) {
  const { connection } = world.chain;
  const { market: address } = world.market;
  const now = await world.chain.now();
  const market = await world.marketAccount();
  const records = await accounts.epochRecord.fetchAll(connection, { market: address });
  const preview = quotes.rollPreview({ market, records, now });
  await epochs.rollEpoch(world);
  const after = await world.marketAccount();
  expect({ ...preview.market, sequence: market.sequence + 1n }).to.deep.equal(after);
  for (const record of preview.records) {
    expect(await epochs.recordAccount(world, record.epoch)).to.deep.equal(record);
  }
  return { preview, before: market, after };
}

describe("sdk: quotes against the chain", () => {
  it("rollPreview is the market and the records after the roll", async () => {
    const { world, seller, serve } = await busyMarket();
    const first = await epochs.openRecord(world);
    await serve(4n * UNIT, 2n * CREDIT);
    await epochs.reportUsage(world, seller, first);
    await epochs.nextEpoch(world);
    const idle = await rollAsPreviewed(world);
    expect([idle.preview.closed, idle.preview.records.length]).to.deep.equal([1, 0]);
    const second = await epochs.openRecord(world);
    await serve(5n * UNIT, CREDIT);
    await epochs.reportUsage(world, seller, second);
    await epochs.nextEpoch(world);

    const one = await rollAsPreviewed(world);
    expect(one.preview.closed).to.equal(1);
    expect(one.preview.records.map(({ epoch }) => epoch)).to.deep.equal([first]);
    expect(one.preview.records[0]?.utilisationBps).to.equal(1_500); // 4 paid, and 2 of quota, of 40
    expect((one.preview.records[0]?.rewardPool ?? 0n) > 0n).to.equal(true);
    expect(one.after.hasRecord).to.deep.equal([true, false]);
    expect(one.after.nextTarget > one.after.targetSupply).to.equal(true);

    await setCapacity(world, seller, { capacity: 10n * CREDIT, quotaCapacity: 5n * CREDIT });
    await epochs.nextEpoch(world, 5);
    const many = await rollAsPreviewed(world);
    expect(many.preview.closed).to.equal(5);
    expect(many.preview.records.map(({ epoch }) => epoch)).to.deep.equal([second]);
    expect(many.after.utilisationEma < one.after.utilisationEma).to.equal(true);
    expect(many.after.referencePrice < many.before.referencePrice).to.equal(true);
  });

  it("rollPreview refuses what the program refuses", async () => {
    const { world, serve, seller } = await busyMarket();
    const epoch = await epochs.openRecord(world);
    await serve(UNIT, 0n);
    await epochs.reportUsage(world, seller, epoch);
    const market = await world.marketAccount();
    const start = (of: number) => quotes.epochStart({ clock: market, epoch: of });
    const preview = (now: bigint) => () => quotes.rollPreview({ market, records: [], now });
    const tooEarly = start(market.nextToClose + 2) - 1n;
    expect(preview(tooEarly)).to.throw(quotes.QuoteError).with.property("name", "NothingToRoll");
    expect(quotes.epochsDue({ market, now: tooEarly })).to.equal(0);
    const late = start(epoch + 2);
    expect(preview(late)).to.throw(quotes.QuoteError).with.property("name", "WrongEpochRecord");
  });

  it("mintCost is exact on both sides of a target's change", async () => {
    const { world } = await busyMarket();
    await epochs.nextEpoch(world, 2);
    await epochs.rollEpoch(world);
    const staker = await world.staker(2_000n * UNIT);
    const market = await world.marketAccount();
    const change = quotes.epochStart({ clock: market, epoch: market.nextTargetEpoch });
    const costs: bigint[] = [];
    for (const wait of [change - 1n - (await world.chain.now()), 1n]) {
      await world.chain.advance(wait);
      const now = await world.chain.now();
      const quote = quotes.mintCost({ market: await world.marketAccount(), amount: UNIT, now });
      const { locked } = await world.position(staker);
      await world.mint(staker, UNIT, quote.vvvLocked);
      expect((await world.position(staker)).locked - locked).to.equal(quote.vvvLocked);
      costs.push(quote.vvvLocked);
      await world.burn(staker, UNIT);
    }
    expect((costs[1] ?? 0n) < (costs[0] ?? 0n)).to.equal(true);
  });

  it("quotaOf and channelBalance say what the next touch finds", async () => {
    const { world, opened, serve } = await busyMarket();
    await serve(UNIT, CREDIT);
    await requestQuotaUnstake(world, opened, UNIT);
    for (const epochsLater of [0, 1, 3]) {
      const epoch =
        epochsLater === 0 ? await epochs.epoch(world) : await epochs.nextEpoch(world, epochsLater);
      const channel = await channelAccount(world, opened);
      const quota = quotes.quotaOf({ channel, epoch });
      const balance = quotes.channelBalance({ channel, epoch });
      await requestQuotaUnstake(world, opened, 1n);
      const touched = await channelAccount(world, opened);
      const { left: running, ...stored } = quota.running;
      const { left: previous, ...last } = quota.previous ?? expect.fail("no epoch before");
      expect([stored, last]).to.deep.equal([touched.quota, touched.lastQuota]);
      expect([running, previous]).to.deep.equal([
        touched.quota.allowance - touched.quota.used,
        touched.lastQuota.allowance - touched.lastQuota.used,
      ]);
      expect(balance.withdrawable).to.equal(touched.withdrawable);
      expect(balance.withdrawableNext + 1n).to.equal(touched.withdrawable + touched.cooling);
      expect(balance.unspent).to.equal(5n * UNIT);
    }
  });

  it("liabilities are what lies in the vaults, to the unit, where nobody donates", async () => {
    const { world, seller, serve } = await busyMarket();
    const epoch = await epochs.openRecord(world);
    await serve(UNIT, CREDIT);
    await epochs.reportUsage(world, seller, epoch);
    await addBond(world, seller, 3n * UNIT);
    await requestBondWithdrawal(world, seller, 2n * UNIT);
    await epochs.nextEpoch(world, 2);
    await epochs.rollEpoch(world);
    const market = await world.marketAccount();
    expect(market.totalBondCooling).to.equal(2n * UNIT);
    expect(market.quotaRewardsOwed > 0n && market.quotaPool > 0n).to.equal(true);
    for (const { vault, owed } of quotes.liabilities(market)) {
      expect(owed).to.equal(await world.balance(vault));
    }
  });
});
