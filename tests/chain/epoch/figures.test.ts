import { expect } from "chai";
import { quotes } from "@diem/sdk";
import * as channels from "../../support/channels";
import { startChain, TestChain } from "../../support/chain";
import * as epochs from "../../support/epochs";
import { UNIT } from "../../support/market";
import { providerAccount } from "../../support/providers";
import { collect } from "../../support/settling";
import { catchUp, report, rollAsQuoted, serve } from "../../support/trade";
import { World } from "../../support/world";

/** Long enough for what a test does within an epoch, on a validator too. */
const EPOCH_SECS = 10n;
const CREDIT = 1_000_000n;

describe("what a closed epoch moves", () => {
  let chain: TestChain;

  before(async () => {
    chain = await startChain();
  });

  const PRICE = UNIT / 10n;
  /** A tenth above the reference price. */
  const ASKED = 110_000_000n;
  const CAPACITY = 2_000n * CREDIT;

  /** A market in whose first whole epoch `diem` is paid to a provider that asks more than the reference price. */
  const sold = async (diem: bigint) => {
    const world = await World.create(chain, {
      ...{ epochSecs: EPOCH_SECS, referencePrice: PRICE },
      params: {
        ...{ utilisationEmaBps: 5_000, useEmaBps: 2_000, targetShareBps: 10_000 },
        ...{ targetFloor: 200n * UNIT, referencePriceFloor: PRICE / 10n },
      },
    });
    const seller = await world.provider({ capacity: CAPACITY, price: ASKED });
    const consumer = await world.consumer(140n * UNIT);
    const order = { provider: seller, consumer, deposit: 132n * UNIT };
    const opened = await channels.openChannel(world, order);
    const epoch = await epochs.nextEpoch(world);
    if (diem > 0n) {
      await serve(world, opened, { diem });
      await report(world, seller, epoch);
    }
    return { world, seller, opened, epoch };
  };

  it("is use, utilisation, reference price and target, each when it should and as the SDK says", async () => {
    const { world, seller, opened, epoch } = await sold(132n * UNIT); // 1,200 credits
    const rolledIn = await epochs.nextEpoch(world, 2);
    const supply = await world.diemSupply();
    const after = await rollAsQuoted(world);
    expect((await epochs.recordAccount(world, epoch)).utilisationBps).to.equal(6_000);
    expect(after).to.include({ utilisationEmaBps: 3_000, served: 240n * CREDIT });
    // by one step of 5 % at most, from the next epoch on
    const moved = { current: PRICE, next: 105_000_000n, epoch: rolledIn };
    expect(after.referencePrice).to.include(moved);
    // the whole use would be 240 DIEM
    expect([after.targetSupply, after.nextTarget]).to.deep.equal([200n * UNIT, 201n * UNIT]);
    expect(after.nextTargetEpoch).to.equal(rolledIn + 1);

    await collect(world, opened);
    await world.distribute(seller.provider);
    expect((await providerAccount(world, seller)).claimable).to.equal(99n * UNIT);
    expect((await world.marketAccount()).quotaPool).to.equal((132n * UNIT) / 10n);

    const before = quotes.epochStart({ clock: after, epoch: rolledIn });
    const dear = quotes.mintQuote({ market: after, supply, amount: UNIT, now: before });
    const running = await epochs.nextEpoch(world);
    const market = await world.marketAccount();
    const now = await chain.now();
    const cheap = quotes.mintQuote({ market, supply, amount: UNIT, now });
    expect(market.targetSupply).to.equal(200n * UNIT); // nobody rolled
    expect(cheap.vvvLocked < dear.vvvLocked).to.equal(true);
    expect(quotes.referencePrice({ market, now })).to.equal(105_000_000n);
    const minter = await world.staker(1_000n * UNIT);
    await world.mint(minter, UNIT, cheap.vvvLocked);
    expect((await world.position(minter)).locked).to.equal(cheap.vvvLocked);
    // each epoch is measured by the price of its own time
    await catchUp(world);
    await epochs.openRecord(world, running);
    await epochs.openRecord(world, running - 1);
    const priceOf = async (of: number) => (await epochs.recordAccount(world, of)).referencePrice;
    expect(await priceOf(running)).to.equal(105_000_000n);
    expect(await priceOf(running - 1)).to.equal(PRICE);
  });

  it("is the reference price by a part of the way where little was paid", async () => {
    const { world } = await sold((11n * UNIT) / 10n); // 10 credits, of 20 that a hundredth of the capacity is
    await epochs.nextEpoch(world, 2);
    const { referencePrice, served } = await rollAsQuoted(world);
    expect(referencePrice).to.include({ current: PRICE, next: 102_500_000n });
    expect(served).to.equal(2n * CREDIT);
  });

  it("is no price and no target where nothing was paid", async () => {
    const { world, epoch } = await sold(0n);
    await catchUp(world);
    await epochs.openRecord(world, epoch);
    await epochs.nextEpoch(world, 2);
    const { referencePrice, served, nextTarget } = await rollAsQuoted(world);
    expect(referencePrice).to.include({ current: PRICE, next: PRICE });
    expect([served, nextTarget]).to.deep.equal([0n, 200n * UNIT]);
  });
});
