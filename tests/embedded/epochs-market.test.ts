import { expect } from "chai";
import { constants, type MarketParams, quotes } from "@diem/sdk";
import { startChain } from "../support/chain";
import * as channels from "../support/channels";
import * as epochs from "../support/epochs";
import { UNIT } from "../support/market";
import * as bonds from "../support/providers";
import type { Seller } from "../support/providers";
import { catchUp, report, rollAsQuoted, serve } from "../support/trade";
import { World } from "../support/world";

const CREDIT = constants.CREDIT_UNIT;
const EPOCH_SECS = 100n;
/** A thousandth of a DIEM a credit. */
const PRICE = UNIT / 1_000n;
/** Micro-credits: a basis point of it is 10,000. */
const CAPACITY = 100n * CREDIT;

/** A market with one provider whose utilisation a test chooses epoch by epoch. */
class Driven {
  private settled = 0n;

  private constructor(
    readonly world: World,
    readonly seller: Seller,
    readonly opened: channels.Opened,
  ) {}

  static async start(params: Partial<MarketParams>): Promise<Driven> {
    const world = await World.create(await startChain(), {
      epochSecs: EPOCH_SECS,
      referencePrice: PRICE,
      params: { referencePriceFloor: 1n, referencePriceCap: UNIT, ...params },
    });
    const seller = await world.provider({ capacity: CAPACITY, price: null });
    const consumer = await world.consumer(20n * UNIT);
    const order = { provider: seller, consumer, deposit: 20n * UNIT };
    const opened = await channels.openChannel(world, order);
    await epochs.nextEpoch(world);
    return new Driven(world, seller, opened);
  }

  /** Uses `bps` of the running epoch's capacity, lets it settle, closes it, and returns the market then. */
  async use(bps: number) {
    const epoch = await epochs.epoch(this.world);
    if (bps > 0) {
      this.settled += (CAPACITY * BigInt(bps) * PRICE) / (10_000n * CREDIT);
      await serve(this.world, this.opened, { diem: this.settled });
      await report(this.world, this.seller, epoch);
    }
    await epochs.nextEpoch(this.world, 2);
    return rollAsQuoted(this.world);
  }
}

describe("epochs move the market", () => {
  describe("reference price", () => {
    it("stays from 40 % to 60 %, and moves in proportion beyond, by a step at most", async () => {
      const driven = await Driven.start({ utilisationEmaBps: 10_000, maxPriceStepBps: 1_000 });
      let price = PRICE;
      /** BigInt division rounds towards zero: towards staying. */
      const expectedAfter = (bps: number) => {
        const [below, above] = [Math.max(4_000 - bps, 0), Math.max(bps - 6_000, 0)];
        return price + (price * BigInt(above - below) * 1_000n) / (4_000n * 10_000n);
      };
      for (const bps of [4_000, 5_000, 6_000]) {
        expect((await driven.use(bps)).referencePrice, `${bps}`).to.equal(PRICE);
      }
      for (const bps of [3_999, 6_001, 2_000, 8_000, 1, 9_999, 0, 10_000]) {
        const after = await driven.use(bps);
        expect(after.utilisationEmaBps).to.equal(bps);
        expect(after.referencePrice, `${bps}`).to.equal(expectedAfter(bps));
        price = after.referencePrice;
      }
      expect(expectedAfter(0)).to.equal(price - price / 10n);
      expect(expectedAfter(10_000)).to.equal(price + price / 10n);
    });

    it("stays where nobody offers anything: what is not offered is not underused", async () => {
      const driven = await Driven.start({ maxPriceStepBps: 1_000 });
      const { world, seller } = driven;
      expect((await driven.use(0)).referencePrice).to.equal((PRICE * 9n) / 10n);
      await bonds.setCapacity(world, seller, { capacity: 0n, quotaCapacity: 0n });
      // still offered in this epoch, and in none after it
      await epochs.nextEpoch(world);
      expect((await rollAsQuoted(world)).referencePrice).to.equal((PRICE * 9n) / 10n);
      await epochs.nextEpoch(world, 10);
      expect((await rollAsQuoted(world)).referencePrice).to.equal((PRICE * 9n) / 10n);
    });

    it("is held by its floor and its cap, and leaves them again", async () => {
      const bounds = {
        referencePriceFloor: (PRICE * 98n) / 100n,
        referencePriceCap: (PRICE * 102n) / 100n,
      };
      const driven = await Driven.start({ ...bounds, utilisationEmaBps: 10_000 });
      const { referencePriceCap: cap, referencePriceFloor: floor } = bounds;
      const rises = [await driven.use(10_000), await driven.use(10_000), await driven.use(10_000)];
      expect(rises.map(({ referencePrice }) => referencePrice)).to.deep.equal([
        1_010_000n,
        cap,
        cap,
      ]);
      const lastFall = async () => (await driven.use(0)).referencePrice;
      expect(await lastFall()).to.equal((cap * 99n + 99n) / 100n);
      for (let epoch = 0; epoch < 3; epoch++) await driven.use(0);
      expect(await lastFall()).to.equal(floor);
      expect((await driven.use(10_000)).referencePrice > floor).to.equal(true);
    });
  });

  it("smooths utilisation with its weight, to two units of 2^-32 of a basis point", async () => {
    const driven = await Driven.start({ utilisationEmaBps: 1_000 });
    // each epoch closes two: the one that was used, and the idle one after it
    const first = await driven.use(10_000);
    expect(first.utilisationEmaBps).to.equal(1_000);
    let exact = 1_000n << 32n;
    for (const bps of [10_000, 0, 5_000]) {
      const { utilisationEma } = await driven.use(bps);
      exact = (exact * 9n) / 10n; // the idle epoch between
      exact = (exact * 9n + (BigInt(bps) << 32n)) / 10n;
      const off = exact - utilisationEma;
      expect(off >= -2n && off <= 2n, `off by ${off}`).to.equal(true);
    }
  });

  describe("target supply", () => {
    /** 200 credits of quota a DIEM of target: starts at its floor, and is far from its goal. */
    const params = { targetFloor: 100n * UNIT, targetCap: 103n * UNIT, maxTargetStepBps: 100 };

    it("moves a step an epoch, is announced one epoch ahead, and stops at its cap and its floor", async () => {
      const world = await World.create(await startChain(), { epochSecs: EPOCH_SECS, params });
      const seller = await world.provider({
        capacity: 200n * CREDIT,
        quotaCapacity: 200n * CREDIT,
      });
      await epochs.nextEpoch(world, 2);
      const walk = async () => {
        const { targetSupply, nextTarget } = await rollAsQuoted(world);
        await epochs.nextEpoch(world);
        return [targetSupply, nextTarget];
      };
      const up = [100n, 101n].map((whole) => whole * UNIT);
      expect(await walk()).to.deep.equal(up);
      const second = (101n * UNIT * 101n) / 100n;
      expect(await walk()).to.deep.equal([101n * UNIT, second]);
      expect(await walk()).to.deep.equal([second, 103n * UNIT]);
      expect(await walk()).to.deep.equal([103n * UNIT, 103n * UNIT]);

      await bonds.retire(world, seller);
      await epochs.nextEpoch(world);
      const down = (103n * UNIT * 99n) / 100n;
      expect(await walk()).to.deep.equal([103n * UNIT, down]);
      for (let epoch = 0; epoch < 3; epoch++) await walk();
      expect(await walk()).to.deep.equal([100n * UNIT, 100n * UNIT]);
    });

    it("moves a step an epoch though providers offer as much quota as they may", async () => {
      const world = await World.create(await startChain(), { epochSecs: EPOCH_SECS, params });
      const { MAX_CAPACITY: capacity } = constants;
      for (let nth = 0; nth < 20; nth++) {
        await world.provider({ capacity, quotaCapacity: capacity });
      }
      await epochs.nextEpoch(world, 2);
      const { targetSupply, nextTarget } = await rollAsQuoted(world);
      expect([targetSupply, nextTarget]).to.deep.equal([100n * UNIT, 101n * UNIT]);
    });

    it("is in force from the first second of its epoch, though nobody rolls", async () => {
      const chain = await startChain();
      const world = await World.create(chain, { epochSecs: EPOCH_SECS, params });
      await world.provider({ capacity: 200n * CREDIT, quotaCapacity: 200n * CREDIT });
      const minter = await world.staker(100_000n * UNIT);
      const running = await epochs.nextEpoch(world, 2);
      const market = await rollAsQuoted(world);
      const turns = quotes.epochStart({ clock: market, epoch: running + 1 });
      const cost = async (target: bigint) => {
        const { params: curve, diemOutstanding: supply } = await world.marketAccount();
        const { baseRate, steepnessBps } = curve;
        return quotes.curve.mintCost({ baseRate, steepnessBps, target, supply, amount: UNIT });
      };
      const locked = async () => {
        const before = await world.position(minter);
        await world.mint(minter, UNIT);
        return (await world.position(minter)).locked - before.locked;
      };
      await world.mint(minter, 50n * UNIT);
      await chain.advance(turns - 1n - (await chain.now()));
      const [old, next] = [await cost(100n * UNIT), await cost(101n * UNIT)];
      expect(next < old).to.equal(true);
      expect(await locked()).to.equal(old);
      await chain.advance(1n);
      const atTurn = await cost(101n * UNIT);
      expect(await locked()).to.equal(atTurn);
      // no further step is taken by the clock alone
      await epochs.nextEpoch(world, 100);
      const later = await cost(101n * UNIT);
      expect(await locked()).to.equal(later);
    });
  });

  describe("after an outage", () => {
    it("closes 1,000 missed epochs in one call, moves price and target one step, and fades utilisation", async () => {
      const driven = await Driven.start({ targetFloor: 100n * UNIT, targetCap: 1_000n * UNIT });
      const { world, seller } = driven;
      await bonds.addBond(world, seller, 100n * UNIT);
      const offer = { capacity: 200n * CREDIT, quotaCapacity: 200n * CREDIT };
      await bonds.setCapacity(world, seller, offer);
      await driven.use(10_000);
      const running = await epochs.epoch(world);
      const before = await world.marketAccount();
      // the last two epochs that anybody reported to
      await serve(world, driven.opened, { diem: UNIT });
      await report(world, seller, running);
      await epochs.openRecord(world, running - 1);
      await epochs.nextEpoch(world, 1_000);
      const after = await rollAsQuoted(world);
      expect(after.nextToClose).to.equal(running + 999);
      expect(after.utilisationEma < before.utilisationEma / (1n << 32n)).to.equal(true);
      expect(after.referencePrice).to.equal((before.referencePrice * 99n + 99n) / 100n);
      const step = (before.nextTarget * 50n) / 10_000n;
      expect(after.targetSupply).to.equal(before.nextTarget);
      expect(after.nextTarget).to.equal(before.nextTarget + step);
      expect((await epochs.recordAccount(world, running)).closed).to.equal(true);
    });

    it("lets records be opened again at once, for the running and the settling epoch", async () => {
      const { world } = await Driven.start({});
      const running = await epochs.nextEpoch(world, 20_000);
      await catchUp(world);
      for (const epoch of [running - 1, running]) await epochs.openRecord(world, epoch);
      expect((await world.marketAccount()).hasRecord).to.deep.equal([true, true]);
    });
  });
});
