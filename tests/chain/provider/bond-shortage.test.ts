import { expect } from "chai";
import { instructions } from "@diem/sdk";
import * as channels from "../../support/channels";
import { startChain, TestChain } from "../../support/chain";
import { nextEpoch } from "../../support/epochs";
import { COOLDOWN_SECS, UNIT } from "../../support/market";
import * as bonds from "../../support/providers";
import type { Seller } from "../../support/providers";
import { claimOf, collect, settle } from "../../support/settling";
import { expectUntouched } from "../../support/untouched";
import { type Actor, World } from "../../support/world";

/** Long enough for what a test does within an epoch, on a validator too. */
const EPOCH_SECS = 15n;
const CREDIT = 1_000_000n;

describe("shortage of bond", () => {
  let chain: TestChain;

  before(async () => {
    chain = await startChain();
  });

  describe("after a slash", () => {
    let short: World;
    let seller: Seller;
    let consumer: Actor;
    let opened: channels.Opened;

    beforeEach(async () => {
      short = await World.create(chain, { epochSecs: EPOCH_SECS });
      const offer = { bond: 10n * UNIT, capacity: 10n * CREDIT, quotaCapacity: 10n * CREDIT };
      seller = await bonds.registerProvider(short, offer);
      consumer = await short.consumer(20n * UNIT);
      opened = await channels.openChannel(short, {
        provider: seller,
        consumer,
        deposit: 5n * UNIT,
      });
      await nextEpoch(short);
      await channels.stakeQuota(short, opened, 2n * UNIT);
      await bonds.slash(short, seller, 1n);
    });

    const offer = (capacity: bigint, quotaCapacity = 3n * CREDIT) => {
      return () => bonds.setCapacity(short, seller, { capacity, quotaCapacity });
    };
    const open = () => channels.openChannel(short, { provider: seller, consumer });
    const stake = () => channels.stakeQuota(short, opened, UNIT);
    const release = () => bonds.requestBondWithdrawal(short, seller, 1n);
    const marked = async () => (await bonds.providerAccount(short, seller)).underbonded;

    it("marks the provider, who takes no channel, quota or as much capacity, and keeps its bond, until bond is added", async () => {
      expect(await marked()).to.equal(true);
      const refused = [stake, offer(10n * CREDIT), offer(11n * CREDIT), release, open];
      for (const attempt of refused) await expectUntouched(short, attempt, "BondTooSmall");
      await bonds.addBond(short, seller, 1n);
      expect(await marked()).to.equal(false);
      for (const attempt of [stake, open, offer(10n * CREDIT)]) await attempt();
      await expectUntouched(short, release, "BondTooSmall");
      await bonds.addBond(short, seller, 1n);
      await release();
    });

    it("lets it lower its offer to what the bond covers, which ends the shortage with the epoch", async () => {
      const covered = 10n * CREDIT - 1n;
      await expectUntouched(short, offer(covered + 1n), "BondTooSmall");
      await offer(covered)();
      expect(await marked()).to.equal(true);
      for (const attempt of [stake, open, release])
        await expectUntouched(short, attempt, "BondTooSmall");
      await nextEpoch(short);
      await open();
      expect(await marked()).to.equal(false);
      await stake();
      // the bond is a unit short of 10, and a micro-credit takes a thousand
      await bonds.requestBondWithdrawal(short, seller, 999n);
      await expectUntouched(short, release, "BondTooSmall");
    });

    it("lets it serve what it promised, be paid, and let its consumers go", async () => {
      await nextEpoch(short);
      const claim = { diem: UNIT, quota: 2n * CREDIT };
      await settle(short, seller, [await claimOf(short, opened, claim)]);
      await collect(short, opened);
      await short.distribute(seller.provider);
      const { claimable } = await bonds.providerAccount(short, seller);
      expect(claimable).to.equal((UNIT * 75n) / 100n);
      const { owner, provider } = seller;
      const { market } = short;
      const payout = { market, owner: owner.address, provider, amount: claimable };
      await short.send([instructions.withdrawRevenue(payout)], [owner.keypair]);
      await channels.deposit(short, opened, UNIT);
      await channels.requestQuotaUnstake(short, opened, 2n * UNIT);
      await bonds.retire(short, seller);
      await bonds.requestBondWithdrawal(short, seller, 10n * UNIT - 1n);
      await chain.advance(EPOCH_SECS); // the shortest cool-down
      await bonds.withdrawBond(short, seller, 0n);
      expect(await short.balance(owner.vvv)).to.equal(10n * UNIT - 1n);
      await nextEpoch(short);
      await channels.withdrawQuota(short, opened);
    });
  });

  it("is that of a provider without bond too, who takes no channel, though nothing was promised", async () => {
    const world = await World.create(chain);
    const seller = await world.provider(2n);
    const consumer = await world.actor(0n);
    const open = () => channels.openChannel(world, { provider: seller, consumer });
    await bonds.requestBondWithdrawal(world, seller, 1n);
    await open(); // one base unit is a bond
    await bonds.requestBondWithdrawal(world, seller, 1n);
    expect((await bonds.providerAccount(world, seller)).bond).to.equal(0n);
    await expectUntouched(world, open, "BondTooSmall"); // what cools stands behind nothing new
    await chain.advance(COOLDOWN_SECS);
    for (const id of [0n, 1n]) await bonds.withdrawBond(world, seller, id);
    await expectUntouched(world, open, "BondTooSmall");
    await bonds.addBond(world, seller, 1n);
    await open();
  });
});
