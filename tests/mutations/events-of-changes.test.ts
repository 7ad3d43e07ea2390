import { expect } from "chai";
import { constants, events } from "@diem/sdk";
import { startChain } from "../support/chain";
import { nextEpoch, rollEpoch } from "../support/epochs";
import { COOLDOWN_SECS, UNIT } from "../support/market";
import * as bonds from "../support/providers";
import { World } from "../support/world";

const CREDIT = constants.CREDIT_UNIT;

describe("events of a change tell what was before it", () => {
  const told = async (world: World, signature: string) => {
    const [event, ...others] = await events.fetch(world.chain.connection, signature);
    expect(others).to.deep.equal([]);
    return event;
  };

  it("the bond and the cooling bond before a slash", async () => {
    const world = await World.create(await startChain());
    const seller = await world.provider(100n * UNIT);
    await bonds.requestBondWithdrawal(world, seller, 40n * UNIT);
    const event = await told(world, await bonds.slash(world, seller, 10n * UNIT));
    expect(event?.name).to.equal("ProviderSlashed");
    expect(event?.data).to.deep.include({
      amount: 10n * UNIT,
      bondBefore: 60n * UNIT,
      bondCoolingBefore: 40n * UNIT,
    });
    const { bond, bondCooling } = await bonds.providerAccount(world, seller);
    expect([bond, bondCooling.amount]).to.deep.equal([54n * UNIT, 36n * UNIT]);
  });

  it("the offer before another one", async () => {
    const world = await World.create(await startChain());
    const seller = await world.provider({ capacity: 10n * CREDIT, quotaCapacity: 4n * CREDIT });
    const offer = { capacity: 9n * CREDIT, quotaCapacity: 3n * CREDIT };
    const event = await told(world, await bonds.setCapacity(world, seller, offer));
    expect(event?.name).to.equal("CapacitySet");
    expect(event?.data).to.deep.include({
      capacityBefore: 10n * CREDIT,
      quotaCapacityBefore: 4n * CREDIT,
    });
  });

  it("the reference price before an epoch in which nobody bought", async () => {
    const world = await World.create(await startChain());
    await world.provider({ capacity: 10n * CREDIT });
    const { referencePrice: referencePriceBefore } = await world.marketAccount();
    await nextEpoch(world, 3);
    const event = await told(world, await rollEpoch(world));
    const { referencePrice } = await world.marketAccount();
    expect(referencePrice < referencePriceBefore).to.equal(true);
    expect(event?.name).to.equal("EpochsRolled");
    expect(event?.data).to.deep.include({ referencePriceBefore, referencePrice });
  });

  it("what was asked for before a slash reached the ticket", async () => {
    const world = await World.create(await startChain());
    const seller = await world.provider(100n * UNIT);
    await bonds.requestBondWithdrawal(world, seller, 40n * UNIT);
    await bonds.slash(world, seller, 10n * UNIT);
    await world.chain.advance(COOLDOWN_SECS);
    const event = await told(world, await bonds.withdrawBond(world, seller, 0n));
    expect(event?.name).to.equal("BondWithdrawn");
    expect(event?.data).to.deep.include({ requested: 40n * UNIT, amount: 36n * UNIT });
  });
});
