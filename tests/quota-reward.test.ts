import { expect } from "chai";
import {
  AuthorityType,
  createApproveInstruction,
  createSetAuthorityInstruction,
} from "@solana/spl-token";
import { type PublicKey, SystemProgram } from "@solana/web3.js";
import { events, instructions, type MarketParams, pda } from "@diem/sdk";
import { expectSolvent, expectTotalsToAddUp } from "./support/books";
import * as channels from "./support/channels";
import { startChain, TestChain } from "./support/chain";
import * as epochs from "./support/epochs";
import { UNIT } from "./support/market";
import type { Seller } from "./support/providers";
import { collect } from "./support/settling";
import { catchUp, report, rollAsQuoted, serve, spareAccount } from "./support/trade";
import { expectUntouched } from "./support/untouched";
import { type Actor, World } from "./support/world";

/** Longer than any test runs. */
const AGES = 3_600n;
/** Long enough for what a test does within an epoch, on a validator too. */
const EPOCH_SECS = 15n;
const CREDIT = 1_000_000n;
const STAKED = 8n * UNIT;
/** Credits that must be sold for each credit of quota that is rewarded: a match of a fifth. */
const SOLD = 5n;
/** Most that a credit of quota is rewarded with: three quarters of the reference price. */
const CAP = 750_000_000n;

describe("quota reward", () => {
  let chain: TestChain;

  before(async () => {
    chain = await startChain();
  });

  /** A market in which each of the providers has the quota stake of one consumer. */
  class Market {
    private constructor(
      readonly world: World,
      readonly consumer: Actor,
      readonly sellers: readonly Seller[],
      readonly opened: readonly channels.Opened[],
    ) {}

    static async open(providers: number, params: Partial<MarketParams> = {}): Promise<Market> {
      const world = await World.create(chain, { epochSecs: EPOCH_SECS, params });
      const consumer = await world.consumer(300n * UNIT);
      const [sellers, opened]: [Seller[], channels.Opened[]] = [[], []];
      for (let nth = 0; nth < providers; nth++) {
        const offer = { capacity: 40n * CREDIT, quotaCapacity: 9n * CREDIT };
        const provider = await world.provider(offer);
        sellers.push(provider);
        const deposit = 50n * UNIT;
        opened.push(await channels.openChannel(world, { provider, consumer, deposit }));
      }
      await epochs.nextEpoch(world);
      for (const each of opened) await channels.stakeQuota(world, each, STAKED);
      return new Market(world, consumer, sellers, opened);
    }

    /** Has a provider serve quota, and sell what it takes for that to be rewarded unless other figures are given. */
    async sell(nth: number, quota: bigint, sold = SOLD * quota): Promise<void> {
      const opened = this.opened[nth];
      if (opened === undefined) throw new Error("no such provider");
      const { settled } = await channels.channelAccount(this.world, opened);
      const claim = { diem: settled + (sold * UNIT) / CREDIT, quota };
      await serve(this.world, opened, claim);
    }

    async cashIn(nth: number): Promise<void> {
      const opened = this.opened[nth];
      if (opened === undefined) throw new Error("no such provider");
      await collect(this.world, opened);
      await this.world.distribute(opened.seller.provider);
    }

    /** A whole epoch in which each provider serves that much quota, sells for it, is paid, and reports. */
    async serveEpoch(credits: readonly bigint[]): Promise<number> {
      const epoch = await epochs.nextEpoch(this.world);
      await catchUp(this.world);
      for (const [nth, quota] of credits.entries()) {
        if (quota === 0n) continue;
        await this.sell(nth, quota);
        await this.cashIn(nth);
        await report(this.world, this.seller(nth), epoch);
      }
      return epoch;
    }

    async fund(amount: bigint): Promise<void> {
      await epochs.fundQuota(this.world, this.consumer, amount);
    }

    seller(nth: number): Seller {
      const seller = this.sellers[nth];
      if (seller === undefined) throw new Error("no such provider");
      return seller;
    }

    claim(nth: number, epoch: number): () => Promise<string> {
      return () => epochs.claimQuotaReward(this.world, this.seller(nth), epoch);
    }

    async claimed(nth: number, epoch: number): Promise<bigint> {
      const { diem } = this.seller(nth).owner;
      const before = await this.world.balance(diem);
      await this.claim(nth, epoch)();
      return (await this.world.balance(diem)) - before;
    }

    async close(epochsLater = 2): Promise<void> {
      await epochs.nextEpoch(this.world, epochsLater);
      await epochs.rollEpoch(this.world);
    }
  }

  it("is paid by the market's own sales, in DIEM, shared by what is rewardable, and what is left carries on", async () => {
    const market = await Market.open(2);
    const { world } = market;
    const epoch = await market.serveEpoch([CREDIT, 3n * CREDIT]);
    // a tenth of 20 DIEM of sales
    expect((await world.marketAccount()).quotaPool).to.equal(2n * UNIT);
    await market.fund(3n);
    await epochs.nextEpoch(world, 2);
    await rollAsQuoted(world);
    const record = await epochs.recordAccount(world, epoch);
    expect(record).to.include({ quota: 4n * CREDIT, rewardable: 4n * CREDIT });
    expect(record.rewardPool).to.equal(2n * UNIT + 3n); // all of it, because no cap binds
    const { quotaPool, quotaRewardsOwed } = await world.marketAccount();
    expect([quotaPool, quotaRewardsOwed]).to.deep.equal([0n, record.rewardPool]);

    const paid = [await market.claimed(0, epoch), await market.claimed(1, epoch)];
    expect(paid).to.deep.equal([UNIT / 2n, (3n * UNIT) / 2n + 2n]);
    await epochs.closeRecord(world, epoch);
    const after = await world.marketAccount();
    expect([after.quotaPool, after.quotaRewardsOwed]).to.deep.equal([1n, 0n]);
    await expectSolvent(world);
    await expectTotalsToAddUp(world);
  });

  it("is never more than the cap for a credit, and a part of the rest goes to the stakers with each closing", async () => {
    const market = await Market.open(2);
    const { world } = market;
    const first = await market.serveEpoch([CREDIT, 2n * CREDIT]);
    await market.fund(100n * UNIT);
    const before = await world.marketAccount();
    expect(before.quotaPool).to.equal(101_500_000_000n);
    await epochs.nextEpoch(world, 2);
    const { nextToClose } = before;
    const after = await rollAsQuoted(world);
    const record = await epochs.recordAccount(world, first);
    expect(record.rewardPool).to.equal(3n * CAP);
    const left = before.quotaPool - 3n * CAP;
    const closed = BigInt(after.nextToClose - nextToClose);
    const toStakers = (left * closed) / 30n;
    expect(toStakers > 0n).to.equal(true);
    expect(after.quotaPool).to.equal(left - toStakers);
    const streamed = after.feeStream.remaining + after.feesOwed;
    expect(streamed).to.equal(before.feeStream.remaining + before.feesOwed + toStakers);
    expect(await market.claimed(0, first)).to.equal(CAP);
    expect(await market.claimed(1, first)).to.equal(2n * CAP);

    const second = await market.serveEpoch([5n * CREDIT, 0n]);
    await market.close();
    expect(await market.claimed(0, second)).to.equal(5n * CAP);
  });

  it("is for no more than the match of the provider's own sales", async () => {
    const market = await Market.open(2);
    const { world } = market;
    const epoch = await epochs.nextEpoch(world);
    await catchUp(world);
    await market.sell(0, 4n * CREDIT, 10n * CREDIT + 4n); // floor(2,000,000.8) of the quota
    await market.sell(1, 4n * CREDIT, 0n);
    await market.cashIn(0);
    for (const seller of market.sellers) await report(world, seller, epoch);
    const record = await epochs.recordAccount(world, epoch);
    expect(record).to.include({ quota: 8n * CREDIT, rewardable: 2n * CREDIT });
    await market.fund(50n * UNIT);
    await market.close();
    await expectUntouched(world, market.claim(1, epoch), "NothingToReward");
    expect(await market.claimed(0, epoch)).to.equal(2n * CAP);
    await epochs.closeRecord(world, epoch);
  });

  it("counts where the revenue was distributed before the report, and later sales do not matter", async () => {
    const market = await Market.open(2);
    const { world } = market;
    const epoch = await epochs.nextEpoch(world);
    await catchUp(world);
    for (const nth of [0, 1]) await market.sell(nth, CREDIT);
    for (const seller of market.sellers) await report(world, seller, epoch);
    expect((await epochs.recordAccount(world, epoch)).rewardable).to.equal(0n);
    await market.fund(50n * UNIT);

    await epochs.nextEpoch(world);
    await market.cashIn(0);
    await market.sell(0, 0n, CREDIT); // of the next epoch, and not distributed
    await epochs.reportUsage(world, market.seller(0), epoch);
    expect((await epochs.recordAccount(world, epoch)).rewardable).to.equal(CREDIT);
    const again = () => epochs.reportUsage(world, market.seller(0), epoch);
    await expectUntouched(world, again, "NothingToReport");

    await market.close(1);
    expect(await market.claimed(0, epoch)).to.equal(CAP);
    await expectUntouched(world, market.claim(1, epoch), "RevenueNotDistributed");
    await market.cashIn(1); // after the closing is too late
    await expectUntouched(world, market.claim(1, epoch), "RevenueNotDistributed");
    await epochs.closeRecord(world, epoch);
  });

  it("is paid once, after the epoch is closed, to an account of the owner's alone", async () => {
    const market = await Market.open(2);
    const { world } = market;
    const { owner, provider } = market.seller(0);
    const foreign = await World.create(chain, { epochSecs: AGES });
    await epochs.openRecord(foreign, 0);
    const epoch = await market.serveEpoch([CREDIT, 0n]);
    await market.fund(50n * UNIT);
    const claim = (override: object = {}) => {
      const base = { market: world.market, providerOwner: owner.address, provider, epoch };
      return () => world.send([instructions.claimQuotaReward({ ...base, ...override })]);
    };
    await expectUntouched(world, claim(), "EpochNotClosed");
    await epochs.nextEpoch(world);
    await expectUntouched(world, claim(), "EpochNotClosed");
    await epochs.nextEpoch(world);
    await expectUntouched(world, claim(), "EpochNotClosed"); // until somebody rolls
    await epochs.rollEpoch(world);

    const stranger = await world.actor(0n);
    const { market: keys } = world;
    const record = pda.epochRecord({ market: foreign.market.market, epoch: 0 });
    const swapped = { ...keys, feePool: keys.escrow };
    await expectUntouched(world, claim({ ownerDiem: stranger.diem }), "WrongTokenOwner");
    await expectUntouched(world, claim({ ownerDiem: owner.vvv }), "WrongMint");
    await expectUntouched(world, claim({ record }), "WrongMarket");
    await expectUntouched(world, claim({ market: swapped }), "WrongVault");
    const idle = market.seller(1);
    const others = { provider: idle.provider, providerOwner: idle.owner.address };
    await expectUntouched(world, claim(others), "NothingToReward");
    const { quotaRewardsOwed } = await world.marketAccount();
    const [event] = await events.fetch(chain.connection, await claim()(), {
      commitment: "confirmed",
    });
    if (event?.name !== "QuotaRewardClaimed") throw new Error(event?.name ?? "no event");
    expect(event.data.amount).to.equal(CAP);
    expect(await world.balance(owner.diem)).to.equal(CAP);
    const after = await world.marketAccount();
    expect(after.quotaRewardsOwed).to.equal(quotaRewardsOwed - CAP);
    await expectUntouched(world, claim(), "NothingToReward");
  });

  it("is paid to an owner whose associated account was given away, and never to a delegate", async () => {
    const market = await Market.open(1);
    const { world } = market;
    const { owner, provider } = market.seller(0);
    const epoch = await market.serveEpoch([CREDIT]);
    await market.fund(50n * UNIT);
    await market.close();
    const { address: heir } = await world.actor(0n);
    const give = [owner.diem, owner.address, AuthorityType.AccountOwner, heir] as const;
    await world.send([createSetAuthorityInstruction(...give)], [owner.keypair]);
    const { vvvMint, diemMint } = world.market;
    const claim = (ownerDiem: PublicKey) => () => {
      const base = { market: world.market, providerOwner: owner.address, provider, epoch };
      return world.send([instructions.claimQuotaReward({ ...base, ownerDiem })]);
    };
    await expectUntouched(world, claim(owner.diem), "WrongTokenOwner");
    const [spare, delegated, foreign] = [
      await spareAccount(world, owner, diemMint),
      await spareAccount(world, owner, diemMint),
      await spareAccount(world, owner, vvvMint),
    ];
    const approve = createApproveInstruction(delegated, heir, owner.address, 1n);
    await world.send([approve], [owner.keypair]);
    await expectUntouched(world, claim(foreign), "WrongMint");
    await expectUntouched(world, claim(delegated), "PayeeDelegated");
    await claim(spare)();
    expect(await world.balance(spare)).to.equal(CAP);
    expect(await world.balance(owner.diem)).to.equal(0n);
    await expectUntouched(world, claim(spare), "NothingToReward");
  });

  it("lapses eight epochs after its own, and goes back to the pool with the record", async () => {
    const market = await Market.open(2);
    const { world } = market;
    const epoch = await market.serveEpoch([CREDIT, CREDIT]);
    await market.fund(50n * UNIT);
    await market.close();
    const { rewardPool } = await epochs.recordAccount(world, epoch);
    expect(rewardPool).to.equal(2n * CAP);
    await epochs.nextEpoch(world, 5); // the seventh after it
    expect(await market.claimed(0, epoch)).to.equal(CAP);
    const close = () => epochs.closeRecord(world, epoch);
    await expectUntouched(world, close, "RecordStillNeeded");
    await epochs.nextEpoch(world);
    await expectUntouched(world, market.claim(1, epoch), "RewardLapsed");
    const { quotaPool, quotaRewardsOwed } = await world.marketAccount();
    await close();
    const after = await world.marketAccount();
    expect(after.quotaPool).to.equal(quotaPool + CAP);
    expect(after.quotaRewardsOwed).to.equal(quotaRewardsOwed - CAP);
  });

  it("keeps the record until all is claimed, whose rent then goes to whoever paid it", async () => {
    const market = await Market.open(2);
    const { world } = market;
    const epoch = await epochs.nextEpoch(world);
    await catchUp(world);
    const payer = await chain.wallet();
    const { market: keys } = world;
    const open = instructions.openEpochRecord({ market: keys, payer: payer.publicKey, epoch });
    await world.send([open], [payer]);
    for (const [nth, { seller }] of market.opened.entries()) {
      await market.sell(nth, CREDIT);
      await market.cashIn(nth);
      await epochs.reportUsage(world, seller, epoch);
    }
    const rentPayer = payer.publicKey;
    const close =
      (override: object = {}) =>
      () =>
        world.send([
          instructions.closeEpochRecord({ market: keys, epoch, rentPayer, ...override }),
        ]);
    await expectUntouched(world, close(), "EpochNotClosed");
    await epochs.nextEpoch(world, 2);
    await expectUntouched(world, close(), "EpochNotClosed");
    await epochs.rollEpoch(world);
    await expectUntouched(world, close(), "RecordStillNeeded");
    await market.claimed(0, epoch);
    await expectUntouched(world, close(), "RecordStillNeeded");
    await market.claimed(1, epoch);
    await expectUntouched(world, close({ rentPayer: world.payer }), "WrongRentPayer");
    const foreign = await World.create(chain, { epochSecs: AGES });
    const record = pda.epochRecord({ market: keys.market, epoch });
    await expectUntouched(world, close({ market: foreign.market, record }), "WrongMarket");
    const lamports = (of: typeof record) => chain.connection.getBalance(of);
    const [rent, before] = [await lamports(record), await lamports(rentPayer)];
    await close()();
    expect((await lamports(rentPayer)) - before).to.equal(rent);
    const late = market.claim(0, epoch);
    await expectUntouched(world, late, /AccountOwnedByWrongProgram|AccountNotInitialized/);
  });

  it("is nothing where nothing was funded and the pool has no part of sales, and keeps no record", async () => {
    const params = { quotaBps: 0, stakersBps: 2_000, quotaCapBps: 2_500 };
    const market = await Market.open(1, params);
    const { world } = market;
    const epoch = await market.serveEpoch([CREDIT]);
    await market.close();
    const record = await epochs.recordAccount(world, epoch);
    expect(record).to.include({ rewardable: CREDIT, rewardPool: 0n });
    expect(await market.claimed(0, epoch)).to.equal(0n);
    await expectUntouched(world, market.claim(0, epoch), "NothingToReward");
    await epochs.closeRecord(world, epoch);
  });

  it("needs no record where no quota was served, and a closed record never comes back", async () => {
    const world = await World.create(chain, { epochSecs: EPOCH_SECS });
    const epoch = await epochs.nextEpoch(world);
    await catchUp(world);
    const { market } = world.market;
    const toPubkey = pda.epochRecord({ market, epoch });
    const dust = { fromPubkey: world.payer, toPubkey, lamports: 1_000_000 };
    await world.send([SystemProgram.transfer(dust)]); // somebody was there before
    await epochs.openRecord(world, epoch);
    await epochs.nextEpoch(world, 2);
    await epochs.rollEpoch(world);
    await epochs.closeRecord(world, epoch);
    expect((await world.marketAccount()).quotaRewardsOwed).to.equal(0n);
    await expectUntouched(world, () => epochs.openRecord(world, epoch), "EpochNotOpen");
  });
});
