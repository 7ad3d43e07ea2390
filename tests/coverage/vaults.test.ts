import { instructions } from "@diem/sdk";
import { startChain } from "../support/chain";
import * as channels from "../support/channels";
import { UNIT } from "../support/market";
import * as bonds from "../support/providers";
import { collect } from "../support/settling";
import { expectNoTrace } from "../support/snapshot";
import { createFixture } from "../support/fixture";
import { serve } from "../support/trade";
import { World } from "../support/world";
import { drain, overwrite } from "./corrupting";

/** Where an SPL mint keeps its supply. */
const SUPPLY_AT = 36;

/** A market in which every vault owes something. */
async function owingStage() {
  const fixture = await createFixture(await startChain(), { epochSecs: 100n });
  const { world, seller, consumer } = fixture;
  await world.fundRewards(100n * UNIT, 1_000n);
  const order = { provider: seller, consumer, deposit: 5n * UNIT };
  const opened = await channels.openChannel(world, order);
  await serve(world, opened, { diem: 2n * UNIT });
  await collect(world, opened);
  await world.distribute(seller.provider);
  await world.chain.advance(10n);
  return { ...fixture, opened };
}

describe("vaults that hold less than is owed", () => {
  it("pay nobody and take nothing: the last one would not be paid", async () => {
    const { world, seller, consumer, opened } = await owingStage();
    const { stakeVault, bondVault, rewardVault, escrow, feePool } = world.market;
    const { provider } = seller;
    const staked = await world.staker(2n * UNIT, UNIT);
    await world.requestUnstake(staked, 1n);
    await bonds.addBond(world, seller, UNIT);
    await bonds.requestBondWithdrawal(world, seller, UNIT);
    const { address: treasury } = await world.actor(0n, world.treasury);
    const toTreasury = instructions.collectTreasury({ market: world.market, treasury });
    const gift = { market: world.market, funder: consumer.address, amount: UNIT };
    const toPool = instructions.fundQuota(gift);
    const { params } = await world.marketAccount();
    await world.chain.advance(params.stakeCooldownSecs + params.bondCooldownSecs);

    const calls = [
      { vault: stakeVault, act: () => world.stake(staked, 1n) },
      { vault: stakeVault, act: () => world.withdrawUnstaked(staked, 0n) },
      { vault: bondVault, act: () => bonds.slash(world, seller, 1n) },
      { vault: bondVault, act: () => bonds.withdrawBond(world, seller, 0n) },
      { vault: rewardVault, act: () => world.fundRewards(UNIT, 1_000n) },
      { vault: rewardVault, act: () => world.compound(consumer) },
      { vault: rewardVault, act: () => world.claim(consumer) },
      { vault: feePool, act: () => world.claim(consumer) },
      { vault: feePool, act: () => world.send([toTreasury]) },
      { vault: feePool, act: () => world.send([toPool], [consumer.keypair]) },
      { vault: escrow, act: () => channels.deposit(world, opened, UNIT) },
    ];
    const watched = [world.market.market, stakeVault, bondVault, rewardVault, escrow, feePool];
    watched.push(provider, opened.channel, consumer.diem, staked.position);
    for (const { vault, act } of calls) {
      const restore = drain(world, vault, 1n);
      await expectNoTrace(world, watched, act, "VaultShort");
      restore();
    }
    for (const { act } of calls.filter((call) => call.vault !== feePool)) await act();
    await world.send([toTreasury]);
    await world.send([toPool], [consumer.keypair]);
  });

  it("do not let a provider's owner take what the revenue account lacks", async () => {
    const { world, seller, consumer, opened } = await owingStage();
    const { provider, revenue, owner } = seller;
    const pay = instructions.withdrawRevenue({
      market: world.market,
      owner: owner.address,
      provider,
      amount: 1n,
    });
    const withdraw = () => world.send([pay], [owner.keypair]);
    const watched = [provider, revenue, owner.diem, opened.channel, world.market.market];
    const restore = drain(world, revenue, 1n);
    await expectNoTrace(world, watched, withdraw, "RevenueShort");
    await expectNoTrace(world, watched, () => world.distribute(provider), "RevenueShort");
    restore();
    await withdraw();
    await world.pay(consumer, revenue, UNIT);
    await world.distribute(provider);
  });
});

describe("a DIEM supply that nobody owes", () => {
  it("stops minting and burning", async () => {
    const world = await World.create(await startChain());
    const holder = await world.consumer(10n * UNIT);
    const { market, diemMint, stakeVault } = world.market;
    const watched = [market, diemMint, stakeVault, holder.position, holder.diem];
    const restore = overwrite(world, diemMint, (data) => {
      // a burn clears a unit less than it burns, and so would make up for one
      data.writeBigUInt64LE(data.readBigUInt64LE(SUPPLY_AT) + 2n, SUPPLY_AT);
    });
    const calls = [() => world.mint(holder, UNIT / 10n), () => world.burn(holder, UNIT)];
    for (const act of calls) await expectNoTrace(world, watched, act, "SupplyAboveDebt");
    restore();
    for (const act of calls) await act();
  });
});

describe("a payment to the vault that pays it", () => {
  it("is no payment: a market that is its own treasury cannot slash into its bond vault", async () => {
    const world = await World.create(await startChain());
    const seller = await world.provider(10n * UNIT);
    const { provider } = seller;
    const { market, creator } = world;
    const authority = creator.publicKey;
    const roles = { guardian: authority, arbiter: authority, treasury: market.market };
    await world.send([instructions.setRoles({ market, authority, ...roles })], [creator]);
    const slash = instructions.slashProvider({
      ...{ market, provider, arbiter: authority, maxAmount: 1n, reason: 1 },
      ...{ treasury: market.market, treasuryVvv: market.bondVault },
    });
    const watched = [market.market, market.bondVault, provider];
    const act = () => world.send([slash], [creator]);
    await expectNoTrace(world, watched, act, "TransferMismatch");
    const restored = { ...roles, treasury: world.treasury.publicKey };
    await world.send([instructions.setRoles({ market, authority, ...restored })], [creator]);
    await bonds.slash(world, seller, 1n);
  });
});
