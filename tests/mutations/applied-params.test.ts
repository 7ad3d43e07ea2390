import { expect } from "chai";
import { constants, instructions } from "@diem/sdk";
import { DISCRIMINATOR_LENGTH, fieldOffset } from "../../app/sdk/dist/codec/layout";
import { overwrite } from "../coverage/corrupting";
import { startChain } from "../support/chain";
import { UNIT } from "../support/market";
import { expectNoTrace } from "../support/snapshot";
import { World } from "../support/world";

/** Where a market keeps the treasury's share of the parameters that are announced. */
const TREASURY_BPS_AT =
  fieldOffset("market", "pendingParams") +
  fieldOffset("marketParams", "treasuryBps") -
  DISCRIMINATOR_LENGTH;

describe("announced parameters that have become illegal since", () => {
  it("do not come into force: the caps of the program that applies them count", async () => {
    const world = await World.create(await startChain(), { params: { paramsDelaySecs: 0n } });
    const { market, creator } = world;
    const { params } = await world.marketAccount();
    const authority = creator.publicKey;
    await world.send([instructions.proposeParams({ market, authority, params })], [creator]);
    // as an earlier version with a lower floor would have taken it
    const restore = overwrite(world, market.market, (data) => {
      data.writeUInt16LE(constants.MIN_TREASURY_BPS - 1, TREASURY_BPS_AT);
    });
    const apply = () => world.send([instructions.applyParams({ market })]);
    await expectNoTrace(world, [market.market], apply, "TreasuryShareOutOfRange");
    restore();
    await apply();
  });
});

describe("announced parameters that nobody has applied", () => {
  /** No epoch ends within the window, so that none must be closed first. */
  const LONG_EPOCH_SECS = 30n * 24n * 3_600n;
  const WINDOW_SECS = 14n * 24n * 3_600n;

  it("can be applied in the last second of their fourteen days, and not in the one after", async () => {
    const options = { epochSecs: LONG_EPOCH_SECS, params: { paramsDelaySecs: 5n } };
    const world = await World.create(await startChain(), options);
    const { market, creator, chain } = world;
    const { params } = await world.marketAccount();
    const order = { market, authority: creator.publicKey, params };
    const apply = () => world.send([instructions.applyParams({ market })]);
    const announce = async () => {
      await world.send([instructions.proposeParams(order)], [creator]);
      await chain.advance(5n + WINDOW_SECS);
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
    { title: "rises to its floor", from: UNIT, floor: 2n * UNIT, cap: 3n * UNIT, to: 2n * UNIT },
    { title: "falls to its cap", from: 5n * UNIT, floor: 2n * UNIT, cap: 3n * UNIT, to: 3n * UNIT },
    { title: "stays within", from: 5n * UNIT, floor: 5n * UNIT, cap: 5n * UNIT, to: 5n * UNIT },
  ];
  for (const { title, from: referencePrice, floor, cap, to } of cases) {
    it(title, async () => {
      const options = { params: { paramsDelaySecs: 0n }, referencePrice };
      const world = await World.create(await startChain(), options);
      const { market, creator } = world;
      const before = await world.marketAccount();
      const bounds = { referencePriceFloor: floor, referencePriceCap: cap };
      const order = { market, authority: creator.publicKey };
      const params = { ...before.params, ...bounds };
      await world.send([instructions.proposeParams({ ...order, params })], [creator]);
      expect((await world.marketAccount()).referencePrice).to.equal(referencePrice);
      await world.send([instructions.applyParams({ market })]);
      expect((await world.marketAccount()).referencePrice).to.equal(to);
    });
  }
});
