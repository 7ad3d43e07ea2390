import { expect } from "chai";
import type { PublicKey } from "@solana/web3.js";
import { instructions, pda, quotes } from "@diem/sdk";
import * as channels from "./support/channels";
import { startChain, TestChain } from "./support/chain";
import * as epochs from "./support/epochs";
import { UNIT } from "./support/market";
import { providerAccount } from "./support/providers";
import { collect } from "./support/settling";
import { catchUp, report, rollAsQuoted, serve } from "./support/trade";
import { expectUntouched } from "./support/untouched";
import { World } from "./support/world";

/** Longer than any test runs. */
const AGES = 3_600n;
/** Long enough for what a test does within an epoch, on a validator too. */
const EPOCH_SECS = 10n;
const CREDIT = 1_000_000n;

describe("epoch", () => {
  let chain: TestChain;

  before(async () => {
    chain = await startChain();
  });

  const recordOf = ({ market }: World, epoch: number) =>
    pda.epochRecord({ market: market.market, epoch });
  const roll = (world: World, firstRecord?: PublicKey, secondRecord?: PublicKey) => () => {
    const { market } = world;
    return world.send([instructions.rollEpoch({ market, firstRecord, secondRecord })]);
  };

  describe("roll_epoch", () => {
    it("closes nothing ahead of time", async () => {
      const calm = await World.create(chain, { epochSecs: AGES });
      await expectUntouched(calm, roll(calm), "NothingToRoll");
      const world = await World.create(chain, { epochSecs: EPOCH_SECS });
      const running = await epochs.nextEpoch(world, 2);
      await roll(world)();
      expect((await world.marketAccount()).nextToClose).to.equal(running - 1);
      await expectUntouched(world, roll(world), "NothingToRoll");
    });

    it("must be given the records that there are: none missing, none more, none of another market", async () => {
      const world = await World.create(chain, { epochSecs: EPOCH_SECS });
      const running = await epochs.nextEpoch(world, 2);
      await catchUp(world);
      const records = [recordOf(world, running - 1), recordOf(world, running)] as const;
      await epochs.openRecord(world, running - 1);
      await epochs.openRecord(world, running);
      const { hasRecord, nextToClose } = await world.marketAccount();
      expect(hasRecord).to.deep.equal([true, true]);
      expect(nextToClose).to.equal(running - 1);
      const elsewhere = await World.create(chain, { epochSecs: AGES });
      await epochs.openRecord(elsewhere, 0);

      await epochs.nextEpoch(world, 2);
      const wrong = [
        [],
        [records[0]],
        [records[1]],
        [undefined, records[1]],
        [records[1], records[0]],
      ];
      for (const given of wrong)
        await expectUntouched(world, roll(world, ...given), "WrongEpochRecord");
      const foreign = recordOf(elsewhere, 0);
      await expectUntouched(world, roll(world, foreign, records[1]), "WrongMarket");
      await expectUntouched(world, roll(world, records[0], foreign), "WrongMarket");
      const twice = roll(world, records[0], records[0]);
      await expectUntouched(world, twice, /borrow/i);
      await roll(world, ...records)();
      for (const epoch of [running - 1, running]) {
        expect((await epochs.recordAccount(world, epoch)).closed).to.equal(true);
      }
      // a closed record is no record of any epoch to come
      await epochs.nextEpoch(world, 2);
      const extra = [[records[0]], [undefined, records[1]], [records[0], records[1]]];
      for (const given of extra)
        await expectUntouched(world, roll(world, ...given), "WrongEpochRecord");
      await roll(world)();
    });

    it("closes any number of missed epochs in one call", async () => {
      const world = await World.create(chain, { epochSecs: 3n });
      await catchUp(world);
      const running = await epochs.epoch(world);
      await epochs.openRecord(world, running);
      const later = await epochs.nextEpoch(world, 5);
      await rollAsQuoted(world);
      const { nextToClose, hasRecord } = await world.marketAccount();
      expect(nextToClose >= later - 1).to.equal(true);
      expect(hasRecord).to.deep.equal([false, false]);
    });
  });

  describe("open_epoch_record", () => {
    it("opens the running and the settling epoch's, once each, and no other", async () => {
      const world = await World.create(chain, { epochSecs: EPOCH_SECS });
      const open = (epoch: number) => () => epochs.openRecord(world, epoch);
      const behind = await epochs.nextEpoch(world, 3);
      await expectUntouched(world, open(behind), "EpochsNotRolled");
      await roll(world)();
      await open(behind)();
      await open(behind - 1)();
      for (const other of [behind - 2, behind + 1, 2 ** 32 - 1]) {
        await expectUntouched(world, open(other), "EpochNotOpen");
      }
      await expectUntouched(world, open(behind), /already in use/);
      const record = await epochs.recordAccount(world, behind);
      expect(record.rentPayer.equals(world.payer)).to.equal(true);
      expect(record).to.deep.include({ closed: false, capacity: 0n, paid: 0n, quota: 0n });
    });
  });

  describe("report_usage", () => {
    it("adds what is new, in the epoch and the one after it, and nothing later", async () => {
      const world = await World.create(chain, { epochSecs: EPOCH_SECS });
      const seller = await world.provider({ capacity: 9n * CREDIT, quotaCapacity: 9n * CREDIT });
      const consumer = await world.consumer(9n * UNIT);
      const opened = await channels.openChannel(world, {
        provider: seller,
        consumer,
        deposit: 5n * UNIT,
      });
      const foreign = await World.create(chain, { epochSecs: AGES });
      await epochs.openRecord(foreign, 0);
      const epoch = await epochs.nextEpoch(world);
      await catchUp(world);
      await channels.stakeQuota(world, opened, 2n * UNIT);
      const again = () => epochs.reportUsage(world, seller, epoch);
      await epochs.openRecord(world, epoch);
      await expectUntouched(world, again, "NothingToReport");
      await serve(world, opened, { diem: UNIT });
      await again();
      const used = async () => {
        const { paid, quota, counted } = await epochs.recordAccount(world, epoch);
        return [paid, quota, counted];
      };
      expect(await used()).to.deep.equal([CREDIT, 0n, CREDIT]);
      await expectUntouched(world, again, "NothingToReport");
      await serve(world, opened, { diem: 3n * UNIT, quota: CREDIT }, { epoch });
      await again();
      expect(await used()).to.deep.equal([3n * CREDIT, CREDIT, 4n * CREDIT]);

      await epochs.nextEpoch(world);
      // paid in the epoch in which it is settled, quota in the epoch that the voucher names
      await serve(world, opened, { diem: 4n * UNIT, quota: 2n * CREDIT }, { epoch });
      await again();
      expect(await used()).to.deep.equal([3n * CREDIT, 2n * CREDIT, 5n * CREDIT]);
      const { market } = world;
      const strayed = instructions.reportUsage({
        market,
        provider: seller.provider,
        epoch: 0,
        record: recordOf(foreign, 0),
      });
      await expectUntouched(world, () => world.send([strayed]), "WrongMarket");

      await epochs.nextEpoch(world);
      await expectUntouched(world, again, "EpochNotOpen");
      await epochs.rollEpoch(world);
      await expectUntouched(world, again, "EpochNotOpen");
    });

    it("counts a paid credit only where the reference price was paid for it", async () => {
      const world = await World.create(chain, { epochSecs: AGES });
      const consumer = await world.consumer(63n * UNIT);
      const paidAt = async (price: bigint | null, payments: readonly bigint[]) => {
        const seller = await world.provider({ price });
        const opened = await channels.openChannel(world, {
          provider: seller,
          consumer,
          deposit: 9n * UNIT,
        });
        for (const diem of payments) await serve(world, opened, { diem });
        return (await providerAccount(world, seller)).usage[0]?.paid;
      };
      // at its own price of one base unit a credit, these would be a thousand million credits
      expect(await paidAt(1n, [UNIT])).to.equal(CREDIT);
      expect(await paidAt(1n, [999n])).to.equal(0n);
      expect(await paidAt(4n * UNIT, [8n * UNIT + 4_000n])).to.equal(2n * CREDIT + 1n);
      expect(await paidAt(null, [UNIT / 2n])).to.equal(CREDIT / 2n);
      // each settlement counts for itself: pieces never count for more than all at once
      expect(await paidAt(UNIT, [999n, 1_000n, 1_999n, 2_001n])).to.equal(0n);
      expect(await paidAt(UNIT, [1_000n, 1_999n, 3_999n])).to.equal(3n);
      expect(await paidAt(UNIT, [3_999n])).to.equal(3n);
    });

    it("counts quota up to what was paid, and a provider up to its own capacity", async () => {
      const world = await World.create(chain, { epochSecs: EPOCH_SECS });
      const seller = await world.provider({ capacity: 3n * CREDIT, quotaCapacity: 2n * CREDIT });
      await world.provider({ capacity: 97n * CREDIT });
      const consumer = await world.consumer(9n * UNIT);
      const opened = await channels.openChannel(world, {
        provider: seller,
        consumer,
        deposit: 7n * UNIT,
      });
      const epoch = await epochs.nextEpoch(world);
      await channels.stakeQuota(world, opened, 2n * UNIT);
      await serve(world, opened, { quota: 2n * CREDIT });
      await report(world, seller, epoch);
      const counted = async () => (await epochs.recordAccount(world, epoch)).counted;
      expect(await counted()).to.equal(0n);
      for (const [diem, use] of [
        [UNIT + 1_000n, 2n * CREDIT + 2n],
        [5n * UNIT, 3n * CREDIT],
      ] as const) {
        await serve(world, opened, { diem });
        await epochs.reportUsage(world, seller, epoch);
        expect(await counted()).to.equal(use);
      }
      await epochs.nextEpoch(world, 2);
      await epochs.rollEpoch(world);
      expect((await epochs.recordAccount(world, epoch)).utilisationBps).to.equal(300);
    });
  });

  it("moves utilisation, price, split and target as the SDK says, and each when it should", async () => {
    const world = await World.create(chain, {
      epochSecs: EPOCH_SECS,
      referencePrice: UNIT / 10n,
      params: { utilisationEmaBps: 10_000, targetFloor: 1_000n * UNIT },
    });
    const offer = { capacity: 2_000n * CREDIT, quotaCapacity: 2_000n * CREDIT };
    const seller = await world.provider({ ...offer, price: null });
    const consumer = await world.consumer(160n * UNIT);
    const old = await channels.openChannel(world, {
      provider: seller,
      consumer,
      deposit: 150n * UNIT,
    });
    await world.fundRewards(1_000n * UNIT, 1_000n);
    const epoch = await epochs.nextEpoch(world);
    await serve(world, old, { diem: 140n * UNIT });
    await report(world, seller, epoch);
    const rolledIn = await epochs.nextEpoch(world, 2);
    const { nextTarget: inForce } = await world.marketAccount();
    const after = await rollAsQuoted(world);
    expect((await epochs.recordAccount(world, epoch)).utilisationBps).to.equal(7_000);
    expect(after.utilisationEmaBps).to.equal(7_000);
    // a quarter of the way from the band to full use: a quarter of the step of 1 %
    expect(after.referencePrice).to.equal(100_250_000n);
    const announced = inForce + (inForce * 50n) / 10_000n;
    expect([after.targetSupply, after.nextTarget]).to.deep.equal([inForce, announced]);
    expect(after.nextTargetEpoch).to.equal(rolledIn + 1);

    // at the kink, the provider's share is 8,000
    await collect(world, old);
    await world.distribute(seller.provider);
    expect((await providerAccount(world, seller)).claimable).to.equal(112n * UNIT);

    const opened = await channels.openChannel(world, { provider: seller, consumer });
    expect((await channels.channelAccount(world, opened)).price).to.equal(100_250_000n);
    expect((await channels.channelAccount(world, old)).price).to.equal(UNIT / 10n);

    const before = quotes.epochStart({ clock: after, epoch: rolledIn });
    const dear = quotes.mintCost({ market: after, amount: UNIT, now: before });
    await epochs.nextEpoch(world);
    const market = await world.marketAccount();
    const cheap = quotes.mintCost({ market, amount: UNIT, now: await chain.now() });
    expect(market.targetSupply).to.equal(inForce); // nobody rolled
    expect(cheap.vvvLocked < dear.vvvLocked).to.equal(true);
    const minter = await world.staker(100n * UNIT);
    await world.mint(minter, UNIT, cheap.vvvLocked);
    expect((await world.position(minter)).locked).to.equal(cheap.vvvLocked);
  });
});
