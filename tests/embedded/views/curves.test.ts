import { expect } from "chai";
import { constants, instructions, quotes, views } from "@diem/sdk";
import { startChain } from "../../support/chain";
import * as channels from "../../support/channels";
import * as epochs from "../../support/epochs";
import { marginalRateFloor } from "../../support/expected-views";
import { U64_MAX, UNIT } from "../../support/market";
import { expectRefusal } from "../../support/refusals";
import { report, serve } from "../../support/trade";
import { World } from "../../support/world";

const TARGET = 100n * UNIT;
const EPOCH_SECS = 3_600n;

const asking = ({ chain, payer, market }: World) => ({
  ...{ connection: chain.connection, payer, market },
});

describe("a quote in an epoch whose target nobody has put into the market's account yet", () => {
  it("uses that target, as the mint does", async () => {
    const price = UNIT / 1_000n;
    const bounds = { referencePriceFloor: price, referencePriceCap: 4n * price };
    const params = { ...bounds, targetFloor: TARGET, useEmaBps: constants.MAX_USE_EMA_BPS };
    const options = { epochSecs: EPOCH_SECS, params, referencePrice: price };
    const world = await World.create(await startChain(), options);
    // in use enough for more than the target's floor
    const credits = 2_000n;
    const capacity = credits * constants.CREDIT_UNIT;
    const provider = await world.provider({ capacity, quotaCapacity: capacity, price });
    const diem = credits * price;
    const consumer = await world.consumer(diem);
    const opened = await channels.openChannel(world, { provider, consumer, deposit: diem });
    const served = await epochs.nextEpoch(world);
    await serve(world, opened, { diem });
    await report(world, provider, served);
    await epochs.nextEpoch(world, 2);
    await epochs.rollEpoch(world);
    await epochs.nextEpoch(world);
    const market = await world.marketAccount();
    const now = await world.chain.now();
    const targetSupply = quotes.targetSupply({ market, now });
    expect(targetSupply > market.targetSupply).to.equal(true);
    const [amount, before] = [TARGET / 2n, await world.diemSupply()];
    const quote = await views.quoteMint({ ...asking(world), amount });
    const { vvvLocked } = quotes.mintQuote({ market, supply: before, amount, now });
    const supply = before + amount;
    const marginalRate = marginalRateFloor(market, supply, now);
    expect(quote).to.deep.equal({ vvvLocked, marginalRate, supply, targetSupply });
  });
});

describe("a market whose supply a steeper curve has left outside", () => {
  it("can be viewed: the rate is above all, nothing can be minted, and burning leads back", async () => {
    const params = { targetFloor: TARGET, baseRate: UNIT / 1_000n };
    const world = await World.create(await startChain(), { epochSecs: EPOCH_SECS, params });
    const minter = await world.staker(1_000n * UNIT);
    await world.mint(minter, (TARGET * 3n) / 2n);
    const { market, creator } = world;
    const before = await world.marketAccount();
    const steeper = { ...before.params, steepnessBps: constants.MAX_STEEPNESS_BPS };
    const order = { market, authority: creator.publicKey, params: steeper };
    await world.send([instructions.proposeParams(order)], [creator]);
    await world.chain.advance(before.params.paramsDelaySecs);
    await world.send([instructions.applyParams({ market })]);

    const view = await views.market(asking(world));
    expect([view.marginalRate, view.mintable]).to.deep.equal([U64_MAX, 0n]);
    const mint = views.quoteMint({ ...asking(world), amount: 1n });
    await expectRefusal(mint, "OutsideMintCurve");

    await world.burn(minter, TARGET / 2n);
    const { marginalRate, mintable } = await views.market(asking(world));
    const [account, supply] = [await world.marketAccount(), await world.diemSupply()];
    expect(marginalRate).to.equal(marginalRateFloor(account, supply, await world.chain.now()));
    expect(mintable > 0n).to.equal(true);
  });
});
