import { expect } from "chai";
import { constants, instructions, quotes, views } from "@diem/sdk";
import { startChain } from "../support/chain";
import * as epochs from "../support/epochs";
import { marginalRateFloor } from "../support/expected-views";
import { U64_MAX, UNIT } from "../support/market";
import { expectRefusal } from "../support/refusals";
import { World } from "../support/world";

const TARGET = 100n * UNIT;
const EPOCH_SECS = 3_600n;

const asking = ({ chain, payer, market }: World) => ({
  ...{ connection: chain.connection, payer, market },
});

describe("a quote in an epoch whose target nobody has put into the market's account yet", () => {
  it("goes by that target, as the mint does", async () => {
    const params = { targetFloor: TARGET };
    const world = await World.create(await startChain(), { epochSecs: EPOCH_SECS, params });
    const capacity = 10_000n * UNIT;
    await world.provider({ capacity, quotaCapacity: capacity });
    await epochs.nextEpoch(world, 2);
    await epochs.rollEpoch(world);
    await epochs.nextEpoch(world);
    const market = await world.marketAccount();
    const now = await world.chain.now();
    const targetSupply = quotes.targetSupply({ market, now });
    expect(targetSupply > market.targetSupply).to.equal(true);
    const amount = TARGET / 2n;
    const quote = await views.quoteMint({ ...asking(world), amount });
    const { vvvLocked } = quotes.mintCost({ market, amount, now });
    const minted = { ...market, diemOutstanding: amount };
    const marginalRate = marginalRateFloor(minted, now);
    const diemOutstanding = amount;
    expect(quote).to.deep.equal({ vvvLocked, marginalRate, diemOutstanding, targetSupply });
  });
});

describe("a market whose supply a steeper curve has left outside", () => {
  it("can be viewed: the rate is above all, nothing can be minted, and burning leads back", async () => {
    const params = { targetFloor: TARGET, baseRate: UNIT / 1_000n, paramsDelaySecs: 0n };
    const world = await World.create(await startChain(), { epochSecs: EPOCH_SECS, params });
    const minter = await world.staker(1_000n * UNIT);
    await world.mint(minter, (TARGET * 3n) / 2n);
    const { market, creator } = world;
    const before = await world.marketAccount();
    const steeper = { ...before.params, steepnessBps: constants.MAX_STEEPNESS_BPS };
    const order = { market, authority: creator.publicKey, params: steeper };
    await world.send([instructions.proposeParams(order)], [creator]);
    await world.send([instructions.applyParams({ market })]);

    const view = await views.market(asking(world));
    expect([view.marginalRate, view.mintable]).to.deep.equal([U64_MAX, 0n]);
    const mint = views.quoteMint({ ...asking(world), amount: 1n });
    await expectRefusal(mint, "OutsideMintCurve");

    await world.burn(minter, TARGET / 2n);
    const { marginalRate, mintable } = await views.market(asking(world));
    const account = await world.marketAccount();
    expect(marginalRate).to.equal(marginalRateFloor(account, await world.chain.now()));
    expect(mintable > 0n).to.equal(true);
  });
});
