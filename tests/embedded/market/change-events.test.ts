import { expect } from "chai";
import { constants, events } from "@diem/sdk";
import { startChain } from "../../support/chain";
import * as channels from "../../support/channels";
import * as epochs from "../../support/epochs";
import { COOLDOWN_SECS, UNIT } from "../../support/market";
import * as bonds from "../../support/providers";
import { collect } from "../../support/settling";
import { report, serve } from "../../support/trade";
import { World } from "../../support/world";

const CREDIT = constants.CREDIT_UNIT;

/** A provider that sold ten credits in an epoch, at a price that is not the reference price. */
async function sold(price: bigint) {
  const world = await World.create(await startChain());
  const provider = await world.provider({ capacity: 10n * CREDIT, price });
  const consumer = await world.consumer(10n * price);
  const deposit = 10n * price;
  const opened = await channels.openChannel(world, { provider, consumer, deposit });
  const served = await epochs.nextEpoch(world);
  await serve(world, opened, { diem: deposit });
  return { world, provider, opened, served };
}

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

  it("the reference price of the running epoch, and the next one that a closed epoch moved", async () => {
    const { world, provider, served } = await sold(2n * UNIT);
    await report(world, provider, served);
    await epochs.nextEpoch(world, 2);
    const event = await told(world, await epochs.rollEpoch(world));
    expect(event?.name).to.equal("EpochsRolled");
    const { referencePrice, served: smoothed } = await world.marketAccount();
    const nextReferencePrice = (UNIT * 105n) / 100n;
    expect([referencePrice.current, referencePrice.next]).to.deep.equal([UNIT, nextReferencePrice]);
    const used = { served: smoothed, referencePrice: UNIT, nextReferencePrice };
    expect(event?.data).to.deep.include(used);
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

  it("the reward of one provider, where another one was paid before it", async () => {
    const world = await World.create(await startChain());
    const consumer = await world.consumer(100n * UNIT);
    const offer = { capacity: 40n * CREDIT, quotaCapacity: 9n * CREDIT };
    const deposit = 20n * UNIT;
    const opened: channels.Opened[] = [];
    for (const provider of [await world.provider(offer), await world.provider(offer)]) {
      opened.push(await channels.openChannel(world, { provider, consumer, deposit }));
    }
    await epochs.nextEpoch(world);
    for (const each of opened) await channels.stakeQuota(world, each, 8n * UNIT);
    const served = await epochs.nextEpoch(world);
    for (const [nth, each] of opened.entries()) {
      const quota = BigInt(nth + 1) * CREDIT;
      // a fifth of what was sold is rewarded
      await serve(world, each, { diem: (5n * quota * UNIT) / CREDIT, quota });
      await collect(world, each);
      await world.distribute(each.seller.provider);
      await report(world, each.seller, served);
    }
    await epochs.fundQuota(world, consumer, 10n * UNIT);
    await epochs.nextEpoch(world, 2);
    await epochs.rollEpoch(world);
    const amounts: unknown[] = [];
    for (const { seller } of opened) {
      const event = await told(world, await epochs.claimQuotaReward(world, seller, served));
      if (event?.name === "QuotaRewardClaimed") amounts.push(event.data.amount);
    }
    expect(amounts).to.deep.equal([(3n * UNIT) / 4n, (3n * UNIT) / 2n]);
  });
});
