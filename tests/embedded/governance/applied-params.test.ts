import { expect } from "chai";
import { constants, events, instructions, type MarketParams } from "@diem/sdk";
import { DISCRIMINATOR_LENGTH } from "../../../app/sdk/dist/codec/discriminator";
import { fieldOffset } from "../../../app/sdk/dist/codec/layout";
import { overwrite } from "../../coverage/corrupting";
import { startChain } from "../../support/chain";
import { EVEN_STAKE, UNIT } from "../../support/market";
import { expectNoTrace } from "../../support/snapshot";
import { catchUp } from "../../support/trade";
import { World } from "../../support/world";

/** Where a market keeps the treasury's share of the parameters that are announced. */
const TREASURY_BPS_AT =
  fieldOffset("market", "pendingParams") +
  fieldOffset("marketParams", "treasuryBps") -
  DISCRIMINATOR_LENGTH;

/** Announces and applies changed parameters, and returns what the event says. */
async function applied(world: World, changes: Partial<MarketParams>) {
  const { market, creator, chain } = world;
  const { params: before } = await world.marketAccount();
  const params = { ...before, ...changes };
  const order = { market, authority: creator.publicKey, params };
  await world.send([instructions.proposeParams(order)], [creator]);
  await chain.advance(before.paramsDelaySecs);
  const signature = await world.send([instructions.applyParams({ market })]);
  const [event] = await events.fetch(chain.connection, signature);
  if (event?.name !== "ParamsApplied") throw new Error(`told ${event?.name}`);
  return event.data;
}

describe("announced parameters that have become illegal since", () => {
  it("do not come into force: the caps of the program that applies them count", async () => {
    const world = await World.create(await startChain());
    const { market, creator } = world;
    const { params } = await world.marketAccount();
    const authority = creator.publicKey;
    await world.send([instructions.proposeParams({ market, authority, params })], [creator]);
    // as an earlier version with a lower floor would have taken it
    const restore = overwrite(world, market.market, (data) => {
      data.writeUInt16LE(constants.MIN_TREASURY_BPS - 1, TREASURY_BPS_AT);
    });
    await world.chain.advance(params.paramsDelaySecs);
    const apply = () => world.send([instructions.applyParams({ market })]);
    await expectNoTrace(world, [market.market], apply, "TreasuryShareOutOfRange");
    restore();
    await apply();
  });
});

describe("announced parameters that nobody has applied", () => {
  /** As long as the law allows, so that few epochs end within the window. */
  const LONG_EPOCH_SECS = 30n * 24n * 3_600n;
  const WINDOW_SECS = 14n * 24n * 3_600n;

  it("can be applied in the last second of their fourteen days, and not in the one after", async () => {
    const world = await World.create(await startChain(), { epochSecs: LONG_EPOCH_SECS });
    const { market, creator, chain } = world;
    const { params } = await world.marketAccount();
    const order = { market, authority: creator.publicKey, params };
    const apply = () => world.send([instructions.applyParams({ market })]);
    const announce = async () => {
      await world.send([instructions.proposeParams(order)], [creator]);
      await chain.advance(params.paramsDelaySecs + WINDOW_SECS);
      await catchUp(world);
    };
    await announce();
    await apply();
    await announce();
    await chain.advance(1n);
    await expectNoTrace(world, [market.market], apply, "ParamsProposalExpired");
  });
});

describe("a reference price that its new bounds leave no place", () => {
  const cases = [
    { title: "rises to its floor", from: UNIT, floor: 2n * UNIT, cap: 8n * UNIT, to: 2n * UNIT },
    { title: "falls to its cap", from: 5n * UNIT, floor: UNIT, cap: 4n * UNIT, to: 4n * UNIT },
    { title: "stays within", from: 5n * UNIT, floor: UNIT, cap: 5n * UNIT, to: 5n * UNIT },
  ];
  for (const { title, from: referencePrice, floor, cap, to } of cases) {
    it(title, async () => {
      const world = await World.create(await startChain(), { referencePrice });
      const bounds = { referencePriceFloor: floor, referencePriceCap: cap };
      const event = await applied(world, bounds);
      const after = (await world.marketAccount()).referencePrice;
      expect([after.current, after.next]).to.deep.equal([to, to]);
      const prices = { referencePrice: to, nextReferencePrice: to };
      expect(event).to.deep.include({ referencePriceBefore: referencePrice, ...prices });
    });
  }
});

describe("the event of applied parameters", () => {
  it("reports totals after releasing the streams", async () => {
    const world = await World.create(await startChain());
    await world.staker(EVEN_STAKE);
    await world.fundRewards(100n * UNIT, 1_000n);
    const event = await applied(world, { maxSlashBps: constants.MIN_SLASH_BPS });
    const { rewardStreamRemaining, rewardsOwed } = event.market;
    expect(rewardStreamRemaining + rewardsOwed).to.equal(100n * UNIT);
    expect(rewardsOwed > 0n).to.equal(true);
  });
});
