import { expect } from "chai";
import { errors, quotes } from "@diem/sdk";
import { channelAccount, requestQuotaUnstake, stakeQuota } from "../support/channels";
import * as epochs from "../support/epochs";
import { UNIT } from "../support/market";
import { setCapacity } from "../support/providers";
import {
  busyMarket,
  CREDIT,
  fundQuota,
  PRICE,
  REFERENCE,
  report,
  rollAsPreviewed,
} from "./quotes-chain-support";

describe("sdk: quotes of epochs and quota against the chain", () => {
  it("rollPreview is the market and the records after the roll", async () => {
    const { world, seller, consumer, opened, serve } = await busyMarket();
    await fundQuota(world, consumer, UNIT);
    const first = await epochs.openRecord(world);
    await serve(4n * UNIT, 2n * CREDIT);
    await report(world, opened, first);
    await epochs.nextEpoch(world);
    const idle = await rollAsPreviewed(world);
    expect([idle.preview.closed, idle.preview.records.length]).to.deep.equal([1, 0]);
    // a thirtieth of what was funded and of a tenth of the revenue, to the stakers
    const pool = UNIT + (4n * UNIT) / 10n;
    expect(idle.preview.toStakers).to.equal(pool / 30n);
    expect(idle.after.quotaPool).to.equal(pool - pool / 30n);
    const second = await epochs.openRecord(world);
    await serve(5n * UNIT, CREDIT);
    await report(world, opened, second);
    await epochs.nextEpoch(world);

    const one = await rollAsPreviewed(world);
    expect(one.preview.closed).to.equal(1);
    const [record] = one.preview.records;
    expect([one.preview.records.length, record?.epoch]).to.deep.equal([1, first]);
    const bought = (4n * UNIT * CREDIT) / PRICE;
    expect([record?.paid, record?.used]).to.deep.equal([bought, bought + 2n * CREDIT]);
    expect(record?.utilisationBps).to.equal(
      Number(((bought + 2n * CREDIT) * 10_000n) / (400n * CREDIT)),
    );
    expect(record?.rewardPool).to.equal((2n * REFERENCE * 75n) / 100n);
    expect(one.after.hasRecord).to.deep.equal([true, false]);
    expect(one.after.served).to.equal((bought + 2n * CREDIT) / 5n);
    expect(one.after.nextTarget).to.equal((one.after.targetSupply * 101n) / 100n);
    // enough was paid for to go all the way to the mean
    expect(one.after.referencePrice.current).to.equal(REFERENCE);
    expect(one.after.referencePrice.next).to.equal(PRICE);

    await setCapacity(world, seller, { capacity: 10n * CREDIT, quotaCapacity: 5n * CREDIT });
    await epochs.nextEpoch(world, 5);
    const many = await rollAsPreviewed(world);
    expect(many.preview.closed).to.equal(5);
    expect(many.preview.records.map(({ epoch }) => epoch)).to.deep.equal([second]);
    expect(many.after.utilisationEma < one.after.utilisationEma).to.equal(true);
    // the goal is what 10 credits carry, below the floor: one step down, however many epochs were closed
    expect(many.after.nextTarget).to.equal(
      quotes.targetStep({ current: many.after.targetSupply, goal: 20n * UNIT, maxStepBps: 100 }),
    );
    expect(many.preview.toStakers > 0n).to.equal(true);
  });

  it("rollPreview passes the whole pool on after its epochs, and lets all averages fade", async () => {
    const { world, consumer, opened, serve } = await busyMarket();
    await fundQuota(world, consumer, UNIT);
    const epoch = await epochs.openRecord(world);
    await serve(4n * UNIT, 2n * CREDIT);
    await report(world, opened, epoch);
    await epochs.nextEpoch(world, 3);
    const soon = await rollAsPreviewed(world);
    await epochs.nextEpoch(world, 40);
    const late = await rollAsPreviewed(world);
    expect([late.preview.closed, late.after.quotaPool]).to.deep.equal([40, 0n]);
    expect(late.preview.toStakers).to.equal(soon.after.quotaPool);
    expect(late.after.served < soon.after.served / 1_000n).to.equal(true);
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
    expect(preview(tooEarly)).to.throw(errors.DiemError).with.property("name", "NothingToRoll");
    expect(quotes.epochsDue({ market, now: tooEarly })).to.equal(0);
    const late = start(epoch + 2);
    expect(preview(late)).to.throw(errors.DiemError).with.property("name", "WrongEpochRecord");
  });

  it("mintQuote is exact on both sides of a target's change", async () => {
    const { world, seller, serve } = await busyMarket();
    const epoch = await epochs.openRecord(world);
    await serve(4n * UNIT, 0n);
    await epochs.reportUsage(world, seller, epoch);
    await epochs.nextEpoch(world, 2);
    await epochs.rollEpoch(world);
    const staker = await world.staker(2_000n * UNIT);
    const market = await world.marketAccount();
    const change = quotes.epochStart({ clock: market, epoch: market.nextTargetEpoch });
    const costs: bigint[] = [];
    for (const wait of [change - 1n - (await world.chain.now()), 1n]) {
      await world.chain.advance(wait);
      const now = await world.chain.now();
      const supply = await world.diemSupply();
      const quote = quotes.mintQuote({
        market: await world.marketAccount(),
        supply,
        amount: UNIT,
        now,
      });
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

  it("proRata is what staking gives in its epoch, to the last second", async () => {
    const { world, opened } = await busyMarket();
    const market = await world.marketAccount();
    for (const wait of [33n, 66n]) {
      await world.chain.advance(wait);
      const now = await world.chain.now();
      const credits = quotes.quotaCreditsFloor({ diem: UNIT / 7n, creditsPerDiem: CREDIT });
      const before = await channelAccount(world, opened);
      await stakeQuota(world, opened, UNIT / 7n);
      const after = await channelAccount(world, opened);
      expect(after.quota.allowance - before.quota.allowance).to.equal(
        quotes.proRata({ clock: market, credits, now }),
      );
      expect(after.nextAllowance - before.nextAllowance).to.equal(credits);
    }
  });
});
