import { expect } from "chai";
import * as channels from "../support/channels";
import * as epochs from "../support/epochs";
import type { Seller } from "../support/providers";
import { CREDIT, Economy, EPOCH_SECS, units } from "./economy";

const STAKED = units(100);
const SOLD = units(500);

describe("economy: quota is paid for from use", () => {
  it("gives a stake of one second no more than its second: five of them drew 9 times the honest reward", async () => {
    const economy = await Economy.start();
    const { world } = economy;
    await economy.fundQuota(units(1_000));
    const [honest, flash] = [await economy.seller(), await economy.seller()];
    await epochs.nextEpoch(world);
    const line = await economy.line(await world.consumer(SOLD + STAKED), honest, SOLD, STAKED);
    const visitor = await world.consumer(SOLD + STAKED);
    const hop = await economy.line(visitor, flash, SOLD);
    const epoch = await epochs.nextEpoch(world);
    await economy.use(line, SOLD, 100n * CREDIT);
    await economy.use(hop, SOLD);
    const { genesisTs } = await economy.market();
    const ends = genesisTs + BigInt(epoch + 1) * EPOCH_SECS;
    await world.chain.advance(ends - 1n - (await world.chain.now()));
    await channels.stakeQuota(world, hop.opened, STAKED);
    const { quota } = await channels.channelAccount(world, hop.opened);
    expect(quota.allowance).to.equal((100n * CREDIT) / EPOCH_SECS);
    await economy.use(hop, 0n, quota.allowance);
    await channels.requestQuotaUnstake(world, hop.opened, STAKED);
    await economy.takeRevenue(honest, [line]);
    await economy.takeRevenue(flash, [hop]);
    await economy.turn([honest, flash]);
    await economy.idle(1);
    const fair = await reward(economy, honest, epoch);
    const second = await reward(economy, flash, epoch);
    expect(fair).to.equal((units(100) * 75n) / 100n);
    expect(second).to.equal(fair / EPOCH_SECS);
  });

  it("pays the first provider after 90 idle epochs its cap and no more: it took $389k", async () => {
    const economy = await Economy.start();
    const { world } = economy;
    await economy.fundQuota(units(10_000));
    await economy.idle(90);
    const seller = await economy.seller();
    await epochs.nextEpoch(world);
    const line = await economy.line(await world.consumer(SOLD + STAKED), seller, SOLD, STAKED);
    const epoch = await epochs.nextEpoch(world);
    await economy.use(line, SOLD, 100n * CREDIT);
    const { quotaPool } = await economy.market();
    await economy.takeRevenue(seller, [line]);
    await economy.turn([seller]);
    await economy.idle(1);
    const paid = await reward(economy, seller, epoch);
    expect(quotaPool > paid).to.equal(true);
    expect(paid).to.equal((units(100) * 75n) / 100n);
  });

  it("pays quota from revenue alone, where nobody funds anything", async () => {
    const economy = await Economy.start();
    const { world } = economy;
    const seller = await economy.seller();
    await epochs.nextEpoch(world);
    const line = await economy.line(await world.consumer(SOLD + STAKED), seller, SOLD, STAKED);
    const epoch = await epochs.nextEpoch(world);
    await economy.use(line, SOLD, 100n * CREDIT);
    await economy.takeRevenue(seller, [line]);
    const { quotaPool } = await economy.market();
    expect(quotaPool).to.equal((SOLD * 10n) / 100n);
    await economy.turn([seller]);
    await economy.idle(1);
    // the closings of the two epochs before passed a thirtieth on to the stakers each; the cap would be 75 DIEM
    const once = quotaPool - quotaPool / 30n;
    const left = once - once / 30n;
    expect(await reward(economy, seller, epoch)).to.equal(left);
  });

  it("pays nothing to a provider that distributes after the closing, whose part of the pool came too late", async () => {
    const economy = await Economy.start();
    const { world } = economy;
    await economy.fundQuota(units(1_000));
    const seller = await economy.seller();
    await epochs.nextEpoch(world);
    const line = await economy.line(await world.consumer(SOLD + STAKED), seller, SOLD, STAKED);
    const epoch = await epochs.nextEpoch(world);
    await economy.use(line, SOLD, 100n * CREDIT);
    await economy.turn([seller]);
    await economy.idle(1);
    await economy.takeRevenue(seller, [line]);
    const { used, rewardable, rewardPool } = await economy.record(epoch);
    expect([used, rewardable, rewardPool]).to.deep.equal([600n * CREDIT, 0n, 0n]);
    const refusal = await epochs.claimQuotaReward(world, seller, epoch).then(
      () => "paid",
      (error: unknown) => (error as Error).name,
    );
    expect(refusal).to.equal("RevenueNotDistributed");
  });
});

/** Claims the reward of an epoch, and returns it. */
async function reward(economy: Economy, seller: Seller, epoch: number): Promise<bigint> {
  const before = await economy.purse(seller.owner);
  await epochs.claimQuotaReward(economy.world, seller, epoch);
  return (await economy.purse(seller.owner)) - before;
}
