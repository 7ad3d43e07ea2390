import { expect } from "chai";
import { constants, type MarketParams, quotes } from "@diem/sdk";
import { startChain } from "../../support/chain";
import * as channels from "../../support/channels";
import * as epochs from "../../support/epochs";
import { UNIT } from "../../support/market";
import { patchMarket } from "../../support/patching";
import * as bonds from "../../support/providers";
import type { Seller } from "../../support/providers";
import { catchUp, report, rollAsQuoted, serve } from "../../support/trade";
import { World } from "../../support/world";

const CREDIT = constants.CREDIT_UNIT;
const EPOCH_SECS = 100n;
/** A thousandth of a DIEM a credit. */
const PRICE = UNIT / 1_000n;
/** Micro-credits: a basis point of it is 10,000. */
const CAPACITY = 100n * CREDIT;

interface DrivenOptions {
  readonly params?: Partial<MarketParams>;
  /** Of the provider. */
  readonly price?: bigint;
  readonly capacity?: bigint;
}

/** A market with one provider whose use a test chooses epoch by epoch. */
class Driven {
  private settled = 0n;

  private constructor(
    readonly world: World,
    readonly seller: Seller,
    readonly opened: channels.Opened,
  ) {}

  static async start({ params, ...offer }: DrivenOptions = {}): Promise<Driven> {
    const world = await World.create(await startChain(), {
      epochSecs: EPOCH_SECS,
      referencePrice: PRICE,
      params: { referencePriceFloor: PRICE / 10n, referencePriceCap: UNIT, ...params },
    });
    const seller = await world.provider({ capacity: CAPACITY, price: PRICE, ...offer });
    const opened = await Driven.open(world, seller);
    await epochs.nextEpoch(world);
    return new Driven(world, seller, opened);
  }

  static async open(world: World, provider: Seller): Promise<channels.Opened> {
    const consumer = await world.consumer(20n * UNIT);
    return channels.openChannel(world, { provider, consumer, deposit: 20n * UNIT });
  }

  /** Pays for so much in the running epoch, and reports it. */
  async pay(diem: bigint): Promise<void> {
    if (diem === 0n) return;
    this.settled += diem;
    await serve(this.world, this.opened, { diem: this.settled });
    await report(this.world, this.seller, await epochs.epoch(this.world));
  }

  /** Lets the running epoch settle, closes it, and returns the market then. */
  async settle() {
    await epochs.nextEpoch(this.world, 2);
    return rollAsQuoted(this.world);
  }

  /** Uses `bps` of 100 credits at the first reference price, and closes the epoch. */
  async use(bps: number) {
    await this.pay((CAPACITY * BigInt(bps) * PRICE) / (10_000n * CREDIT));
    return this.settle();
  }
}

/** What so many credits cost at the first reference price. */
const worth = (credits: bigint) => credits * PRICE;

describe("epochs move the market", () => {
  describe("reference price", () => {
    // a hundredth of the capacity, one credit, moves it all the way
    for (const [what, price, diem, next] of [
      ["to what was paid", (PRICE * 102n) / 100n, worth(10n), 1_020_000n],
      ["by a step at most, up", 2n * PRICE, worth(10n), 1_050_000n],
      ["by a step at most, down", PRICE / 2n, worth(10n), 950_000n],
      [
        "to what was paid, by the smallest use that moves it all",
        (PRICE * 96n) / 100n,
        worth(1n),
        960_000n,
      ],
      ["in proportion to less use", 2n * PRICE, worth(1n) / 2n, 1_012_500n], // a quarter of a credit
      ["not by a micro-credit", 2n * PRICE, 2n, PRICE],
      ["not where the price is the reference", PRICE, worth(100n), PRICE],
    ] as const) {
      it(`moves ${what}, and takes effect from the next epoch on`, async () => {
        const driven = await Driven.start({ price });
        await driven.pay(diem);
        const { referencePrice } = await driven.settle();
        expect([referencePrice.current, referencePrice.next]).to.deep.equal([PRICE, next]);
        await epochs.nextEpoch(driven.world);
        const market = await driven.world.marketAccount();
        const now = await driven.world.chain.now();
        expect(quotes.referencePrice({ market, now })).to.equal(next);
      });
    }

    it("weighs each provider by what it was paid for", async () => {
      const driven = await Driven.start({ price: (PRICE * 104n) / 100n });
      const { world } = driven;
      const rival = await world.provider({ capacity: CAPACITY, price: PRICE });
      const opened = await Driven.open(world, rival);
      await epochs.nextEpoch(world);
      await driven.pay((worth(30n) * 104n) / 100n);
      await serve(world, opened, { diem: worth(10n) });
      await report(world, rival, await epochs.epoch(world));
      expect((await driven.settle()).referencePrice.next).to.equal((PRICE * 103n) / 100n);
    });

    it("counts a provider within its capacity alone", async () => {
      const driven = await Driven.start({ price: (PRICE * 104n) / 100n });
      const { world } = driven;
      const rival = await world.provider({ capacity: CAPACITY / 10n, price: PRICE });
      const opened = await Driven.open(world, rival);
      await epochs.nextEpoch(world);
      await driven.pay((worth(30n) * 104n) / 100n);
      await serve(world, opened, { diem: worth(5_000n) }); // of which 10 credits count
      await report(world, rival, await epochs.epoch(world));
      expect((await driven.settle()).referencePrice.next).to.equal((PRICE * 103n) / 100n);
    });

    it("stays where nothing is paid for, with a record or without, whatever is offered", async () => {
      const { world, ...driven } = await Driven.start({ price: 2n * PRICE });
      await epochs.openRecord(world);
      await epochs.nextEpoch(world, 2);
      expect((await rollAsQuoted(world)).referencePrice.next).to.equal(PRICE);
      await bonds.setCapacity(world, driven.seller, { capacity: 0n, quotaCapacity: 0n });
      await epochs.nextEpoch(world, 100);
      expect((await rollAsQuoted(world)).referencePrice.next).to.equal(PRICE);
    });

    it("is held by its floor and its cap, and leaves them again", async () => {
      const bounds = { referencePriceFloor: (PRICE * 98n) / 100n, referencePriceCap: 4n * PRICE };
      const driven = await Driven.start({ params: bounds, price: PRICE / 2n });
      const { world } = driven;
      const dear = await world.provider({ capacity: CAPACITY, price: 2n * PRICE });
      const opened = await Driven.open(world, dear);
      const { referencePriceFloor: floor } = bounds;
      for (let nth = 0; nth < 2; nth++) {
        await driven.pay(worth(5n));
        expect((await driven.settle()).referencePrice.next).to.equal(floor);
        await epochs.nextEpoch(world);
      }
      await serve(world, opened, { diem: worth(20n) });
      await report(world, dear, await epochs.epoch(world));
      expect((await driven.settle()).referencePrice.next).to.equal(floor + floor / 20n);

      const referencePriceCap = (PRICE * 102n) / 100n;
      const capped = await Driven.start({ params: { referencePriceCap }, price: 3n * PRICE });
      for (let nth = 0; nth < 2; nth++) {
        await capped.pay(worth(30n));
        expect((await capped.settle()).referencePrice.next).to.equal(referencePriceCap);
        await epochs.nextEpoch(capped.world);
      }
    });
  });

  it("smooths utilisation with its weight, to two units of 2^-32 of a basis point", async () => {
    const driven = await Driven.start({ params: { utilisationEmaBps: 1_000 } });
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

  it("smooths counted use with its weight, rounding down", async () => {
    const driven = await Driven.start({ params: { useEmaBps: 200 } });
    let served = 0n;
    for (const bps of [10_000, 0, 3_333, 7]) {
      served = (served * 9_800n + ((CAPACITY * BigInt(bps)) / 10_000n) * 200n) / 10_000n;
      expect((await driven.use(bps)).served).to.equal(served);
      served = (served * 9_800n) / 10_000n; // the idle epoch between
    }
  });

  describe("target supply", () => {
    /** A DIEM of target for each credit of smoothed use, of which the newest epoch is a fifth. */
    const params = {
      ...{ targetFloor: 100n * UNIT, targetCap: 1_000n * UNIT, maxTargetStepBps: 100 },
      ...{ targetShareBps: 10_000, useEmaBps: 2_000 },
    };
    const start = () => Driven.start({ params, capacity: 1_000n * CREDIT });

    /** Pays for so many credits, and goes on to the next epoch, in which the one before the running one is closed. */
    const walk = async (driven: Driven, credits: bigint) => {
      await driven.pay(worth(credits));
      await epochs.nextEpoch(driven.world);
      await catchUp(driven.world);
      const { targetSupply, nextTarget } = await driven.world.marketAccount();
      return [targetSupply, nextTarget];
    };

    it("moves a step an epoch, is announced one epoch ahead, and stops at its goal and its floor", async () => {
      const driven = await start();
      const [floor, goal] = [100n * UNIT, 103n * UNIT];
      const second = (101n * UNIT * 101n) / 100n;
      expect(await walk(driven, 515n)).to.deep.equal([floor, floor]); // closes the epoch before it
      expect(await walk(driven, 103n)).to.deep.equal([floor, 101n * UNIT]);
      expect(await walk(driven, 103n)).to.deep.equal([101n * UNIT, second]);
      expect(await walk(driven, 103n)).to.deep.equal([second, goal]);
      expect(await walk(driven, 103n)).to.deep.equal([goal, goal]);
      expect((await driven.world.marketAccount()).served).to.equal(103n * CREDIT);

      expect(await walk(driven, 0n)).to.deep.equal([goal, goal]);
      const down = (goal * 99n) / 100n;
      expect(await walk(driven, 0n)).to.deep.equal([goal, down]);
      for (let epoch = 0; epoch < 3; epoch++) await walk(driven, 0n);
      expect(await walk(driven, 0n)).to.deep.equal([floor, floor]);
    });

    it("is never more than what is offered can carry", async () => {
      const driven = await start();
      const { world, seller } = driven;
      for (const credits of [515n, 103n, 103n, 103n]) await walk(driven, credits);
      const capacity = 101n * CREDIT;
      await bonds.setCapacity(world, seller, { capacity, quotaCapacity: 0n });
      const goal = 103n * UNIT;
      expect(await walk(driven, 103n)).to.deep.equal([goal, (goal * 99n) / 100n]);
      expect(await walk(driven, 101n)).to.deep.equal([(goal * 99n) / 100n, 101n * UNIT]);
      expect(await walk(driven, 101n)).to.deep.equal([101n * UNIT, 101n * UNIT]);
    });

    it("is moved by no offer, as much as providers may offer, and by no quota that nothing was paid beside", async () => {
      const { world, ...driven } = await start();
      const { MAX_CAPACITY: capacity } = constants;
      for (let nth = 0; nth < 20; nth++) {
        await world.provider({ capacity, quotaCapacity: capacity });
      }
      await bonds.setCapacity(world, driven.seller, {
        ...{ capacity: 1_000n * CREDIT, quotaCapacity: 1_000n * CREDIT },
      });
      await epochs.nextEpoch(world);
      const { consumer } = driven.opened;
      await world.pay(await world.consumer(15n * UNIT), consumer.diem, 15n * UNIT);
      await channels.stakeQuota(world, driven.opened, 15n * UNIT);
      await serve(world, driven.opened, { quota: 15n * CREDIT });
      await report(world, driven.seller, await epochs.epoch(world));
      await epochs.nextEpoch(world, 2);
      const { targetSupply, nextTarget, served } = await rollAsQuoted(world);
      expect([targetSupply, nextTarget, served]).to.deep.equal([100n * UNIT, 100n * UNIT, 0n]);
    });

    it("takes effect in the first second of its epoch, though nobody rolls", async () => {
      const driven = await start();
      const { world } = driven;
      const { chain } = world;
      const minter = await world.staker(100_000n * UNIT);
      await driven.pay(worth(515n));
      await epochs.nextEpoch(world, 2);
      const market = await rollAsQuoted(world);
      expect(market.nextTarget).to.equal(101n * UNIT);
      const turns = quotes.epochStart({ clock: market, epoch: (await epochs.epoch(world)) + 1 });
      const cost = async (target: bigint) => {
        const supply = await world.diemSupply();
        const { params: curve } = await world.marketAccount();
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
      const driven = await Driven.start({ price: 2n * PRICE });
      const { world, seller } = driven;
      await driven.use(10_000);
      const running = await epochs.nextEpoch(world);
      // the last two epochs that anybody reported to
      await driven.pay(worth(100n));
      await epochs.openRecord(world, running - 1);
      patchMarket(world, { targetSupply: 40_000n * UNIT, nextTarget: 40_000n * UNIT });
      const before = await world.marketAccount();
      expect(before.referencePrice.current).to.equal(1_050_000n);
      await epochs.nextEpoch(world, 1_000);
      const after = await rollAsQuoted(world);
      expect(after.nextToClose).to.equal(running + 999);
      expect(after.utilisationEma < before.utilisationEma / (1n << 32n)).to.equal(true);
      expect([before.served > 0n, after.served]).to.deep.equal([true, 0n]);
      expect(after.referencePrice.next).to.equal(1_102_500n);
      expect(after.targetSupply).to.equal(40_000n * UNIT);
      expect(after.nextTarget).to.equal(39_800n * UNIT); // 50 basis points
      expect((await epochs.recordAccount(world, running)).closed).to.equal(true);
      expect((await bonds.providerAccount(world, seller)).capacity.next).to.equal(CAPACITY);
    });

    it("lets records be opened again at once, for the running and the settling epoch", async () => {
      const { world } = await Driven.start();
      const running = await epochs.nextEpoch(world, 20_000);
      await catchUp(world);
      for (const epoch of [running - 1, running]) await epochs.openRecord(world, epoch);
      expect((await world.marketAccount()).hasRecord).to.deep.equal([true, true]);
    });
  });
});
