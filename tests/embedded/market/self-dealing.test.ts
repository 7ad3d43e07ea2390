import { expect } from "chai";
import { constants, instructions, quotes } from "@diem/sdk";
import { expectSolvent } from "../../support/solvency";
import { startChain } from "../../support/chain";
import * as channels from "../../support/channels";
import * as epochs from "../../support/epochs";
import { UNIT } from "../../support/market";
import { patchMarket } from "../../support/patching";
import { providerAccount, setTerms } from "../../support/providers";
import { collect } from "../../support/settling";
import { catchUp, report, serve } from "../../support/trade";
import { expectUntouched } from "../../support/untouched";
import { type Actor, World } from "../../support/world";

const CREDIT = constants.CREDIT_UNIT;
const EPOCH_SECS = 1_000n;
const STAKE = 100_000n * UNIT;
const PURSE = 100n * UNIT;

/** Somebody who sells to itself, with so many per cent of the market's stake. */
class SelfDealer {
  private constructor(
    readonly world: World,
    readonly opened: channels.Opened,
  ) {}

  static async start(stakePercent: 0 | 50 | 100, emaBps: bigint): Promise<SelfDealer> {
    const world = await World.create(await startChain(), { epochSecs: EPOCH_SECS });
    const offer = { capacity: 200n * CREDIT, quotaCapacity: 50n * CREDIT };
    const provider = await world.provider(offer);
    const { owner } = provider;
    if (stakePercent > 0) {
      await world.actor(STAKE, owner.keypair);
      await world.send([world.openPosition(owner)], [owner.keypair]);
      await world.stake(owner, STAKE);
    }
    if (stakePercent === 100) {
      await world.mint(owner, PURSE);
    } else {
      const other = await world.staker(STAKE);
      await world.mint(other, PURSE);
      await world.pay(other, owner.diem, PURSE);
    }
    await epochs.nextEpoch(world);
    patchMarket(world, { utilisationEma: emaBps << 32n });
    const opened = await channels.openChannel(world, { provider, consumer: owner });
    return new SelfDealer(world, opened);
  }

  get owner(): Actor {
    return this.opened.consumer;
  }

  purse(): Promise<bigint> {
    return this.world.balance(this.owner.diem);
  }

  /** Withdraws all revenue that is the provider's. */
  async withdraw(): Promise<void> {
    const { provider } = this.opened.seller;
    const { claimable: amount } = await providerAccount(this.world, this.opened.seller);
    if (amount === 0n) return;
    const { market } = this.world;
    const payout = { market, owner: this.owner.address, provider, amount };
    await this.world.send([instructions.withdrawRevenue(payout)], [this.owner.keypair]);
  }

  /** Waits until all fees are streamed, and claims them. */
  async claimFees(stakePercent: number): Promise<void> {
    const { feeStreamSecs } = (await this.world.marketAccount()).params;
    await this.world.chain.advance(feeStreamSecs);
    if (stakePercent > 0) await this.world.claim(this.owner);
  }
}

describe("selling to oneself", () => {
  for (const stakePercent of [0, 50, 100] as const) {
    for (const emaBps of [0n, 5_000n, 10_000n]) {
      it(`loses the shares of treasury and quota pool with ${stakePercent} % of the stake at ${emaBps} bps of use`, async () => {
        const dealer = await SelfDealer.start(stakePercent, emaBps);
        const { world, opened } = dealer;
        const start = await dealer.purse();
        expect(start).to.equal(PURSE);
        const split = quotes.splitFee({ market: await world.marketAccount(), amount: PURSE });
        await channels.deposit(world, opened, PURSE);
        await serve(world, opened, { diem: PURSE });
        await collect(world, opened);
        await world.distribute(opened.seller.provider);
        await dealer.withdraw();
        await dealer.claimFees(stakePercent);

        const { treasuryOwed, quotaPool } = await world.marketAccount();
        expect(treasuryOwed).to.equal((PURSE * 5n) / 100n);
        expect(quotaPool).to.equal((PURSE * 10n) / 100n);
        const end = await dealer.purse();
        const won = (split.stakers * BigInt(stakePercent)) / 100n;
        const most = split.provider + won;
        expect(end <= most && end >= most - 2n, `${end} of ${most}`).to.equal(true);
        expect(start - end >= treasuryOwed + quotaPool).to.equal(true);
        await expectSolvent(world);
      });
    }
  }

  it("loses a unit a time at least, however little it pays itself", async () => {
    const dealer = await SelfDealer.start(100, 10_000n);
    const { world, opened } = dealer;
    const start = await dealer.purse();
    const payments = [1n, 1n, 1n, 2n, 3n, 13n, 19n, 20n, 21n, 99n, 101n];
    for (const amount of payments) {
      await world.pay(dealer.owner, opened.seller.revenue, amount);
      await world.distribute(opened.seller.provider);
    }
    await dealer.withdraw();
    await dealer.claimFees(100);
    const lost = start - (await dealer.purse());
    const shares = payments.map((amount) => (amount * 1_500n + 9_999n) / 10_000n);
    expect(lost >= shares.reduce((all, share) => all + share, 0n)).to.equal(true);
    expect(lost >= BigInt(payments.length)).to.equal(true);
  });

  it("creates no false use by a price of its own", async () => {
    const dealer = await SelfDealer.start(100, 0n);
    const { world } = dealer;
    const { seller } = dealer.opened;
    const { owner } = seller;
    await setTerms(world, seller, { price: 1n });
    await epochs.nextEpoch(world);
    const cheap = await channels.openChannel(world, {
      provider: seller,
      consumer: owner,
      deposit: UNIT,
    });
    const epoch = await epochs.epoch(world);
    await serve(world, cheap, { diem: UNIT }); // a thousand million credits by its own price
    await report(world, seller, epoch);
    const { paid, used, rewardable } = await epochs.recordAccount(world, epoch);
    expect([paid, used, rewardable]).to.deep.equal([CREDIT, CREDIT, 0n]);
  });

  it("creates no false use by a channel from the time before the price rose", async () => {
    for (const [price, use] of [
      [2n * UNIT, 2n * CREDIT],
      [UNIT / 2n, 4n * CREDIT], // and a price that fell does not make more of it than was bought
    ] as const) {
      const { world, opened } = await SelfDealer.start(100, 0n);
      const { seller } = opened;
      await channels.deposit(world, opened, 4n * UNIT);
      patchMarket(world, { referencePrice: price });
      const epoch = await epochs.epoch(world);
      await serve(world, opened, { diem: 4n * UNIT });
      await report(world, seller, epoch);
      expect((await epochs.recordAccount(world, epoch)).used).to.equal(use);
    }
  });

  it("creates no false use by quota: it may at most double the paid use", async () => {
    const { world, opened } = await SelfDealer.start(100, 0n);
    const epoch = await epochs.epoch(world);
    await channels.deposit(world, opened, 10n * UNIT);
    await channels.stakeQuota(world, opened, 50n * UNIT);
    for (const [diem, quota, used] of [
      [0n, 20n, 0n],
      [10n, 20n, 20n],
      [10n, 50n, 20n],
    ] as const) {
      const claim = diem === 0n ? {} : { diem: diem * UNIT };
      await serve(world, opened, { ...claim, quota: quota * CREDIT });
      await report(world, opened.seller, epoch);
      const record = await epochs.recordAccount(world, epoch);
      expect([record.paid, record.used]).to.deep.equal([diem * CREDIT, used * CREDIT]);
    }
  });

  it("creates no false use by many small payments", async () => {
    const { world, opened } = await SelfDealer.start(100, 0n);
    await channels.deposit(world, opened, UNIT);
    const epoch = await epochs.epoch(world);
    const unit = UNIT / CREDIT; // what a micro-credit costs
    let diem = 0n;
    for (const [more, bought] of [
      [unit - 1n, 0n],
      [unit - 1n, 1n], // two base units short of two
      [1n, 1n],
      [1n, 2n],
      [2n * unit - 1n, 3n],
    ] as const) {
      diem += more;
      await serve(world, opened, { diem });
      const { usage } = await providerAccount(world, opened.seller);
      expect(usage[epoch % 8]?.served).to.deep.equal({ diem, bought, quota: 0n });
    }
  });

  for (const stakePercent of [0, 100] as const) {
    /** Waits two epochs, after half of the purse was paid to itself or not, beside a pool that others filled. */
    const outcome = async (deals: boolean) => {
      const dealer = await SelfDealer.start(stakePercent, 0n);
      const { world, opened } = dealer;
      const { seller } = opened;
      const donor = await world.consumer(100n * UNIT);
      await epochs.fundQuota(world, donor, 100n * UNIT);
      const epoch = await epochs.epoch(world);
      let reward = 0n;
      if (deals) {
        await channels.deposit(world, opened, PURSE / 2n);
        await channels.stakeQuota(world, opened, PURSE / 2n);
        await serve(world, opened, { diem: PURSE / 2n, quota: 50n * CREDIT });
        await collect(world, opened);
        await world.distribute(seller.provider);
        await report(world, seller, epoch);
        await channels.requestQuotaUnstake(world, opened, PURSE / 2n);
      }
      await epochs.nextEpoch(world, 2);
      await catchUp(world);
      if (deals) {
        await channels.withdrawQuota(world, opened);
        const before = await dealer.purse();
        await epochs.claimQuotaReward(world, seller, epoch);
        reward = (await dealer.purse()) - before;
      }
      await dealer.withdraw();
      await dealer.claimFees(stakePercent);
      await expectSolvent(world);
      return { purse: await dealer.purse(), reward };
    };

    it(`wins back no more than it pays to pool and treasury with its own quota, with ${stakePercent} % of the stake`, async () => {
      const [quiet, dealt] = [await outcome(false), await outcome(true)];
      // a fifth of 50 credits at three quarters of the reference price: the quota pool's and the treasury's share
      expect(dealt.reward).to.equal(((PURSE / 2n) * 15n) / 100n);
      expect(dealt.purse < quiet.purse).to.equal(true);
      if (stakePercent === 0) expect(quiet.purse - dealt.purse).to.equal(PURSE / 20n); // the stakers'
    });
  }

  it("earns nothing for quota beside which nothing was paid", async () => {
    const dealer = await SelfDealer.start(100, 0n);
    const { world, opened } = dealer;
    const donor = await world.consumer(100n * UNIT);
    await epochs.fundQuota(world, donor, 100n * UNIT);
    const epoch = await epochs.epoch(world);
    await channels.stakeQuota(world, opened, 50n * UNIT);
    await serve(world, opened, { quota: 50n * CREDIT });
    await report(world, opened.seller, epoch);
    await epochs.nextEpoch(world, 2);
    await catchUp(world);
    const record = await epochs.recordAccount(world, epoch);
    expect(record).to.include({ quota: 50n * CREDIT, rewardable: 0n, rewardPool: 0n });
    expect([record.used, record.priceSum, record.utilisationBps]).to.deep.equal([0n, 0n, 0]);
    const claim = () => epochs.claimQuotaReward(world, opened.seller, epoch);
    await expectUntouched(world, claim, "NothingToReward");
  });

  it("earns nothing for quota whose revenue it distributes after the report, however late it claims", async () => {
    const dealer = await SelfDealer.start(100, 0n);
    const { world, opened } = dealer;
    const { seller } = opened;
    const donor = await world.consumer(100n * UNIT);
    await epochs.fundQuota(world, donor, 100n * UNIT);
    const epoch = await epochs.epoch(world);
    await channels.deposit(world, opened, 10n * UNIT);
    await channels.stakeQuota(world, opened, 50n * UNIT);
    await serve(world, opened, { diem: 10n * UNIT, quota: 50n * CREDIT });
    await report(world, seller, epoch);
    const { paid, used, rewardable } = await epochs.recordAccount(world, epoch);
    expect([paid, used, rewardable]).to.deep.equal([10n * CREDIT, 20n * CREDIT, 0n]);
    await epochs.nextEpoch(world, 2);
    await catchUp(world);
    await collect(world, opened);
    await world.distribute(seller.provider);
    const claim = () => epochs.claimQuotaReward(world, seller, epoch);
    await expectUntouched(world, claim, "RevenueNotDistributed");
    expect((await epochs.recordAccount(world, epoch)).rewardPool).to.equal(0n);
  });

  it("is reported again once its revenue is distributed, and then counts for a reward", async () => {
    const { world, opened } = await SelfDealer.start(0, 0n);
    const { seller } = opened;
    const epoch = await epochs.epoch(world);
    await channels.deposit(world, opened, 10n * UNIT);
    await channels.stakeQuota(world, opened, 50n * UNIT);
    await serve(world, opened, { diem: 10n * UNIT, quota: 50n * CREDIT });
    await report(world, seller, epoch);
    const again = () => report(world, seller, epoch);
    await expectUntouched(world, again, "NothingToReport");
    await collect(world, opened);
    await world.distribute(seller.provider);
    await again();
    const { paid, used, rewardable } = await epochs.recordAccount(world, epoch);
    expect([paid, used, rewardable]).to.deep.equal([10n * CREDIT, 20n * CREDIT, 2n * CREDIT]);
    await expectUntouched(world, again, "NothingToReport");
  });
});
