import { expect } from "chai";
import { constants, instructions, quotes } from "@diem/sdk";
import { expectSolvent } from "../support/books";
import { startChain } from "../support/chain";
import * as channels from "../support/channels";
import * as epochs from "../support/epochs";
import { UNIT } from "../support/market";
import { patchMarket } from "../support/patching";
import { providerAccount } from "../support/providers";
import { collect } from "../support/settling";
import { catchUp, report, serve } from "../support/trade";
import { type Actor, World } from "../support/world";

const CREDIT = constants.CREDIT_UNIT;
const EPOCH_SECS = 1_000n;
const STAKE = 100_000n * UNIT;
const PURSE = 100n * UNIT;
const REWARD_CAP = 3n * UNIT;

/** Whoever sells to himself, with so many per cent of the market's stake. */
class SelfDealer {
  private constructor(
    readonly world: World,
    readonly opened: channels.Opened,
  ) {}

  static async start(stakePercent: 0 | 50 | 100, emaBps: bigint): Promise<SelfDealer> {
    const world = await World.create(await startChain(), {
      epochSecs: EPOCH_SECS,
      params: { rewardCap: REWARD_CAP },
    });
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
    await this.world.chain.advance(EPOCH_SECS);
    if (stakePercent > 0) await this.world.claim(this.owner);
  }
}

describe("selling to oneself", () => {
  for (const stakePercent of [0, 50, 100] as const) {
    for (const emaBps of [0n, 5_000n, 10_000n]) {
      it(`loses the treasury's share with ${stakePercent} % of the stake at ${emaBps} bps of use`, async () => {
        const dealer = await SelfDealer.start(stakePercent, emaBps);
        const { world, opened } = dealer;
        const start = await dealer.purse();
        expect(start).to.equal(PURSE);
        const split = quotes.feeSplit({ market: await world.marketAccount(), amount: PURSE });
        await channels.deposit(world, opened, PURSE);
        await serve(world, opened, { diem: PURSE });
        await collect(world, opened);
        await world.distribute(opened.seller.provider);
        await dealer.withdraw();
        await dealer.claimFees(stakePercent);

        const { treasuryOwed } = await world.marketAccount();
        expect(treasuryOwed).to.equal((PURSE * 5n) / 100n);
        const end = await dealer.purse();
        const won = (split.stakers * BigInt(stakePercent)) / 100n;
        const most = split.provider + won;
        expect(end <= most && end >= most - 2n, `${end} of ${most}`).to.equal(true);
        expect(start - end >= treasuryOwed).to.equal(true);
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
    const shares = payments.map((amount) => (amount * 500n + 9_999n) / 10_000n);
    expect(lost >= shares.reduce((all, share) => all + share, 0n)).to.equal(true);
    expect(lost >= BigInt(payments.length)).to.equal(true);
  });

  it("feigns no use by a price of its own", async () => {
    const dealer = await SelfDealer.start(100, 0n);
    const { world } = dealer;
    const { seller } = dealer.opened;
    const terms = {
      operator: seller.operator.publicKey,
      endpoint: "https://cheap.example",
      price: 1n,
      priceListHash: new Uint8Array(32),
    };
    const { owner } = seller;
    const update = instructions.updateProvider({
      market: world.market,
      owner: owner.address,
      terms,
    });
    await world.send([update], [owner.keypair]);
    const cheap = await channels.openChannel(world, {
      provider: seller,
      consumer: owner,
      deposit: UNIT,
    });
    const epoch = await epochs.epoch(world);
    await serve(world, cheap, { diem: UNIT }); // a thousand million credits by its own price
    await report(world, seller, epoch);
    expect((await epochs.recordAccount(world, epoch)).counted).to.equal(CREDIT);
  });

  it("feigns no use by a channel from the time before the price rose", async () => {
    for (const [price, late, use] of [
      [2n * UNIT, 2n * UNIT, 2n * CREDIT], // what is deposited late is counted at the late price
      [2n * UNIT, 0n, 4n * CREDIT],
      [UNIT / 2n, 2n * UNIT, 4n * CREDIT], // and a price that fell does not make up for it
    ] as const) {
      const { world, opened } = await SelfDealer.start(100, 0n);
      const { seller } = opened;
      await channels.deposit(world, opened, 4n * UNIT - late);
      patchMarket(world, { referencePrice: price });
      if (late > 0n) await channels.deposit(world, opened, late);
      const epoch = await epochs.epoch(world);
      await serve(world, opened, { diem: 4n * UNIT });
      await report(world, seller, epoch);
      expect((await epochs.recordAccount(world, epoch)).counted).to.equal(use);
    }
  });

  it("feigns no use by many small payments", async () => {
    const { world, opened } = await SelfDealer.start(100, 0n);
    await channels.deposit(world, opened, UNIT);
    const epoch = await epochs.epoch(world);
    const unit = UNIT / CREDIT; // what a micro-credit costs
    let diem = 0n;
    for (const [more, use] of [
      [unit - 1n, 0n],
      [unit - 1n, 0n],
      [unit, 1n],
      [2n * unit - 1n, 2n],
    ] as const) {
      diem += more;
      await serve(world, opened, { diem });
      const { usage } = await providerAccount(world, opened.seller);
      expect(usage[epoch % 8]).to.deep.include({ epoch, paid: use });
    }
  });

  for (const stakePercent of [0, 100] as const) {
    it(`earns the cap for each credit of its own quota at most, with ${stakePercent} % of the stake`, async () => {
      const dealer = await SelfDealer.start(stakePercent, 0n);
      const { world, opened } = dealer;
      const { seller } = opened;
      await world.fundRewards(100_000n * UNIT, 1n);
      const epoch = await epochs.epoch(world);
      const staked = 50n * UNIT;
      await channels.stakeQuota(world, opened, staked);
      await serve(world, opened, { quota: 50n * CREDIT });
      await report(world, seller, epoch);
      await epochs.nextEpoch(world, 2);
      await catchUp(world);
      const { quotaPool, quotaRewardsOwed } = await world.marketAccount();
      expect(quotaPool > 0n).to.equal(true); // the cap binds, not the pool
      const before = await world.balance(dealer.owner.vvv);
      await epochs.claimQuotaReward(world, seller, epoch);
      const reward = (await world.balance(dealer.owner.vvv)) - before;
      expect(reward).to.equal(50n * REWARD_CAP);
      expect(reward).to.equal(quotaRewardsOwed);
      // and quota alone is no use: it moves neither the price nor the split
      expect((await epochs.recordAccount(world, epoch)).utilisationBps).to.equal(0);
      // nothing of the DIEM was spent, and all of it comes back
      await channels.requestQuotaUnstake(world, opened, staked);
      await epochs.nextEpoch(world);
      await channels.withdrawQuota(world, opened);
      expect(await dealer.purse()).to.equal(PURSE);
      await expectSolvent(world);
    });
  }
});
