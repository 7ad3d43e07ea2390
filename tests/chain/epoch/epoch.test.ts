import { expect } from "chai";
import type { PublicKey } from "@solana/web3.js";
import { events, instructions, pda } from "@diem/sdk";
import * as channels from "../../support/channels";
import { startChain, TestChain } from "../../support/chain";
import * as epochs from "../../support/epochs";
import { UNIT } from "../../support/market";
import { providerAccount } from "../../support/providers";
import { collect } from "../../support/settling";
import { catchUp, report, rollAsQuoted, serve } from "../../support/trade";
import { expectUntouched } from "../../support/untouched";
import { World } from "../../support/world";

/** Longer than any test runs. */
const AGES = 3_600n;
/** Long enough for what a test does within an epoch, on a validator too. */
const EPOCH_SECS = 10n;
const CREDIT = 1_000_000n;
/** Time to register providers on a validator before the first epoch ends. */
const LEAD_SECS = 30n;
/** Of one DIEM, one step to either side. */
const [LOWEST, HIGHEST] = [950_000_000n, 1_050_000_000n];

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
      // what it is measured by
      expect(record).to.include({
        ...{ referencePrice: UNIT, maxPriceStepBps: 500, quotaMatchBps: 2_000, quotaCapBps: 7_500 },
      });
    });
  });

  describe("report_usage", () => {
    it("replaces what the record has, in the epoch and the one after it, and does nothing later", async () => {
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
      await epochs.nextEpoch(world);
      await channels.stakeQuota(world, opened, 2n * UNIT);
      const epoch = await epochs.nextEpoch(world);
      await catchUp(world);
      const again = () => epochs.reportUsage(world, seller, epoch);
      await expectUntouched(world, again, /AccountOwnedByWrongProgram|AccountNotInitialized/);
      await epochs.openRecord(world, epoch);
      await expectUntouched(world, again, "NothingToReport");
      await serve(world, opened, { diem: UNIT });
      await again();
      const counted = async () => {
        const record = await epochs.recordAccount(world, epoch);
        expect(record.priceSum).to.equal(record.paid * UNIT); // all was paid at the reference price
        return [record.paid, record.quota, record.used, record.rewardable];
      };
      expect(await counted()).to.deep.equal([CREDIT, 0n, CREDIT, 0n]);
      await expectUntouched(world, again, "NothingToReport");
      await serve(world, opened, { diem: 3n * UNIT, quota: CREDIT }, { epoch });
      const [event] = await events.fetch(chain.connection, await again(), {
        commitment: "confirmed",
      });
      if (event?.name !== "UsageReported") throw new Error(event?.name ?? "no event");
      expect(event.data.usage).to.deep.equal({
        ...{ diem: 3n * UNIT, bought: 3n * CREDIT, quota: CREDIT },
        ...{ paid: 3n * CREDIT, used: 4n * CREDIT, rewardable: 0n },
      });
      expect(await counted()).to.deep.equal([3n * CREDIT, CREDIT, 4n * CREDIT, 0n]);

      // quota counts for a reward once the revenue is distributed, which is news by itself
      await collect(world, opened);
      await expectUntouched(world, again, "NothingToReport");
      await world.distribute(seller.provider);
      await again();
      const matched = (3n * CREDIT * 2_000n) / 10_000n;
      expect(await counted()).to.deep.equal([3n * CREDIT, CREDIT, 4n * CREDIT, matched]);
      await expectUntouched(world, again, "NothingToReport");

      await epochs.nextEpoch(world);
      // paid in the epoch in which it is settled, quota in the epoch that the voucher names; what is settled later
      // need not be distributed for it
      await serve(world, opened, { diem: 4n * UNIT, quota: 2n * CREDIT }, { epoch });
      await again();
      expect(await counted()).to.deep.equal([3n * CREDIT, 2n * CREDIT, 5n * CREDIT, matched]);
      await expectUntouched(world, again, "NothingToReport");
      const { market } = world;
      const strayed = instructions.reportUsage({
        market,
        provider: seller.provider,
        epoch: 0,
        record: recordOf(foreign, 0),
      });
      await expectUntouched(world, () => world.send([strayed]), "WrongMarket");

      await epochs.nextEpoch(world);
      await expectUntouched(world, again, "EpochNotOpen"); // whether or not somebody rolls
      await epochs.rollEpoch(world);
      await expectUntouched(world, again, "EpochNotOpen");
    });

    it("counts a paid credit for what was paid of the reference price, and above it for one", async () => {
      // the capacity counts before the long epoch begins
      const world = await World.create(chain, { epochSecs: AGES, genesisAgo: AGES - LEAD_SECS });
      const cases = [
        // at its own price of one base unit a credit, these would be a thousand million credits
        { price: 1n, payments: [UNIT], bought: UNIT * CREDIT, paid: CREDIT, counted: LOWEST },
        { price: 1n, payments: [999n], bought: 999n * CREDIT, paid: 0n, counted: 0n },
        {
          ...{ price: UNIT / 2n, payments: [UNIT / 2n], bought: CREDIT },
          ...{ paid: CREDIT / 2n, counted: LOWEST },
        },
        {
          ...{ price: 4n * UNIT, payments: [8n * UNIT + 4_000n], bought: 2n * CREDIT + 1n },
          ...{ paid: 2n * CREDIT + 1n, counted: HIGHEST },
        },
        {
          ...{ price: 1_020_000_000n, payments: [102n * UNIT], bought: 100n * CREDIT },
          ...{ paid: 9n * CREDIT, counted: 1_020_000_000n }, // within its capacity
        },
        // pieces count for as much as all at once
        {
          ...{ price: UNIT, payments: [999n, 1_000n, 1_999n, 3_999n], bought: 3n },
          ...{ paid: 3n, counted: HIGHEST }, // 3,999 base units for 3 micro-credits
        },
        { price: UNIT, payments: [3_999n], bought: 3n, paid: 3n, counted: HIGHEST },
      ];
      const sellers = [];
      for (const { price } of cases) {
        sellers.push(await world.provider({ price, capacity: 9n * CREDIT }));
      }
      const epoch = await epochs.nextEpoch(world);
      const consumer = await world.consumer(200n * UNIT);
      await epochs.openRecord(world, epoch);
      let [paidBefore, sumBefore] = [0n, 0n];
      for (const [nth, { payments, bought, paid, counted }] of cases.entries()) {
        const seller = sellers[nth];
        if (seller === undefined) throw new Error("no provider");
        const deposit = payments.at(-1) ?? 0n;
        const opened = await channels.openChannel(world, { provider: seller, consumer, deposit });
        for (const diem of payments) await serve(world, opened, { diem });
        const { usage } = await providerAccount(world, seller);
        expect(usage[epoch % 8]?.served).to.deep.equal({ diem: deposit, bought, quota: 0n });
        await epochs.reportUsage(world, seller, epoch);
        const record = await epochs.recordAccount(world, epoch);
        const added = [record.paid - paidBefore, record.priceSum - sumBefore];
        expect(added, `case ${nth}`).to.deep.equal([paid, paid * counted]);
        expect(record.used).to.equal(record.paid);
        [paidBefore, sumBefore] = [record.paid, record.priceSum];
      }
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
      await epochs.nextEpoch(world);
      await channels.stakeQuota(world, opened, 2n * UNIT);
      const epoch = await epochs.nextEpoch(world);
      await serve(world, opened, { quota: 2n * CREDIT });
      await report(world, seller, epoch);
      const counted = async () => {
        const { paid, used, rewardable } = await epochs.recordAccount(world, epoch);
        return [paid, used, rewardable];
      };
      expect(await counted()).to.deep.equal([0n, 0n, 0n]);
      for (const [diem, paid, used, rewardable] of [
        [UNIT + 1_000n, CREDIT + 1n, 2n * CREDIT + 2n, CREDIT / 5n],
        [5n * UNIT, 3n * CREDIT, 3n * CREDIT, CREDIT], // rewarded by all that was paid
      ] as const) {
        await serve(world, opened, { diem });
        await collect(world, opened);
        await world.distribute(seller.provider);
        await epochs.reportUsage(world, seller, epoch);
        expect(await counted()).to.deep.equal([paid, used, rewardable]);
      }
      await epochs.nextEpoch(world, 2);
      await epochs.rollEpoch(world);
      expect((await epochs.recordAccount(world, epoch)).utilisationBps).to.equal(300);
    });
  });
});
