import { expect } from "chai";
import { pda } from "@diem/sdk";
import { startChain } from "../support/chain";
import * as epochs from "../support/epochs";
import { expectNoTrace } from "../support/snapshot";
import { World } from "../support/world";

describe("a market's first epoch", () => {
  it("has a record of its own, and none of the epoch to come", async () => {
    const world = await World.create(await startChain(), { epochSecs: 100n });
    const { market } = world.market;
    expect(await epochs.epoch(world)).to.equal(0);
    const watched = [market, pda.epochRecord({ market, epoch: 1 })];
    await expectNoTrace(world, watched, () => epochs.openRecord(world, 1), "EpochNotOpen");
    await epochs.openRecord(world, 0);
    await epochs.nextEpoch(world);
    await epochs.openRecord(world, 1);
  });
});
