import { expect } from "chai";
import { AuthorityType, createSetAuthorityInstruction } from "@solana/spl-token";
import { type PublicKey, SystemProgram } from "@solana/web3.js";
import { instructions, pda, quotes } from "@diem/sdk";
import * as channels from "./support/channels";
import { startChain, TestChain } from "./support/chain";
import * as epochs from "./support/epochs";
import { U64_MAX, UNIT } from "./support/market";
import type { Seller } from "./support/providers";
import { catchUp, report, rollAsQuoted, serve, spareAccount } from "./support/trade";
import { expectUntouched } from "./support/untouched";
import { type Actor, World } from "./support/world";

/** Longer than any test runs. */
const AGES = 3_600n;
/** Long enough for what a test does within an epoch, on a validator too. */
const EPOCH_SECS = 10n;
const CREDIT = 1_000_000n;
const STAKED = 8n * UNIT;

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

    static async open(rewardCap: bigint, providers: number): Promise<Market> {
      const world = await World.create(chain, { epochSecs: EPOCH_SECS, params: { rewardCap } });
      const consumer = await world.consumer(20n * UNIT);
      const [sellers, opened]: [Seller[], channels.Opened[]] = [[], []];
      for (let nth = 0; nth < providers; nth++) {
        const offer = { capacity: 9n * CREDIT, quotaCapacity: 9n * CREDIT };
        const provider = await world.provider(offer);
        sellers.push(provider);
        opened.push(await channels.openChannel(world, { provider, consumer }));
      }
      await epochs.nextEpoch(world);
      for (const each of opened) await channels.stakeQuota(world, each, STAKED);
      return new Market(world, consumer, sellers, opened);
    }

    /** One whole epoch in which each provider serves and reports that much quota; the record's rent by the wallet. */
    async serveEpoch(credits: readonly bigint[]): Promise<number> {
      const epoch = await epochs.nextEpoch(this.world);
      await catchUp(this.world);
      for (const [nth, quota] of credits.entries()) {
        const opened = this.opened[nth];
        if (opened === undefined || quota === 0n) continue;
        await serve(this.world, opened, { quota }, { epoch });
        await report(this.world, opened.seller, epoch);
      }
      return epoch;
    }

    seller(nth: number): Seller {
      const seller = this.sellers[nth];
      if (seller === undefined) throw new Error("no such provider");
      return seller;
    }

    async claimed(nth: number, epoch: number): Promise<bigint> {
      const seller = this.seller(nth);
      const before = await this.world.balance(seller.owner.vvv);
      await epochs.claimQuotaReward(this.world, seller, epoch);
      return (await this.world.balance(seller.owner.vvv)) - before;
    }
  }

  it("is the haircut of the locked stake, shared by what each served, and what is left carries on", async () => {
    const market = await Market.open(U64_MAX, 2);
    const { world } = market;
    const { totalStaked, totalLocked } = await world.marketAccount();
    const rewards = 1_000_003n;
    await world.fundRewards(rewards, 1n);
    const epoch = await market.serveEpoch([CREDIT, 3n * CREDIT]);
    await epochs.nextEpoch(world, 2);
    const before = await world.marketAccount();
    const due = quotes.accrue(before, before.rewardStream.endTs + 1n);
    await rollAsQuoted(world);
    const record = await epochs.recordAccount(world, epoch);
    // all of it, because no cap binds: a fifth of the locked stake's part, within a unit of rounding
    expect(record.rewardPool).to.equal(due.quotaPool);
    const haircut = (rewards * totalLocked * 2_000n) / (totalStaked * 10_000n);
    const off = record.rewardPool - haircut;
    expect(off >= -1n && off <= 1n, `off by ${off}`).to.equal(true);
    expect((await world.marketAccount()).quotaPool).to.equal(0n);
    expect((await world.marketAccount()).quotaRewardsOwed).to.equal(record.rewardPool);

    const paid = [await market.claimed(0, epoch), await market.claimed(1, epoch)];
    expect(paid[0]).to.equal(record.rewardPool / 4n);
    expect(paid[1]).to.equal((record.rewardPool * 3n) / 4n);
    const dust = record.rewardPool - (paid[0] ?? 0n) - (paid[1] ?? 0n);
    expect(dust).to.equal(record.rewardPool % 4n === 0n ? 0n : 1n);
    await epochs.closeRecord(world, epoch);
    const after = await world.marketAccount();
    expect(after.quotaRewardsOwed).to.equal(0n);
    expect(after.quotaPool).to.equal(dust);
  });

  it("is never more than the cap for a credit; the rest is there for the epochs to come", async () => {
    const cap = 1_003n;
    const market = await Market.open(cap, 2);
    const { world } = market;
    await world.fundRewards(1_000n * UNIT, 1n);
    const first = await market.serveEpoch([CREDIT, 2n * CREDIT]);
    await epochs.nextEpoch(world, 2);
    await rollAsQuoted(world);
    const record = await epochs.recordAccount(world, first);
    expect(record.rewardPool).to.equal(3n * cap);
    const { quotaPool } = await world.marketAccount();
    expect(quotaPool > 0n).to.equal(true);
    expect(await market.claimed(0, first)).to.equal(cap);
    expect(await market.claimed(1, first)).to.equal(2n * cap);

    const second = await market.serveEpoch([5n * CREDIT, 0n]);
    await epochs.nextEpoch(world, 2);
    await rollAsQuoted(world);
    expect(await market.claimed(0, second)).to.equal(5n * cap);
    expect((await world.marketAccount()).quotaPool).to.equal(quotaPool - 5n * cap);
  });

  it("is paid once, after the epoch is closed, to an account of the owner's alone", async () => {
    const market = await Market.open(UNIT, 2);
    const { world } = market;
    const { owner, provider } = market.seller(0);
    await world.fundRewards(1_000n * UNIT, 1n);
    const foreign = await World.create(chain, { epochSecs: AGES });
    await epochs.openRecord(foreign, 0);
    const epoch = await market.serveEpoch([CREDIT, 0n]);
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
    const swapped = { ...keys, rewardVault: keys.stakeVault };
    await expectUntouched(world, claim({ ownerVvv: stranger.vvv }), "WrongTokenOwner");
    await expectUntouched(world, claim({ ownerVvv: owner.diem }), "WrongMint");
    await expectUntouched(world, claim({ record }), "WrongMarket");
    await expectUntouched(world, claim({ market: swapped }), "WrongVault");
    const idle = market.seller(1);
    const others = { provider: idle.provider, providerOwner: idle.owner.address };
    await expectUntouched(world, claim(others), "NothingToReward");
    expect(await market.claimed(0, epoch)).to.equal(UNIT);
    await expectUntouched(world, claim(), "NothingToReward");
  });

  it("is paid to an owner whose associated account was given away", async () => {
    const market = await Market.open(UNIT, 1);
    const { world } = market;
    const { owner, provider } = market.seller(0);
    await world.fundRewards(1_000n * UNIT, 1n);
    const epoch = await market.serveEpoch([CREDIT]);
    await epochs.nextEpoch(world, 2);
    await epochs.rollEpoch(world);
    const { address: heir } = await world.actor(0n);
    const give = [owner.vvv, owner.address, AuthorityType.AccountOwner, heir] as const;
    await world.send([createSetAuthorityInstruction(...give)], [owner.keypair]);
    const { vvvMint, diemMint } = world.market;
    const claim = (ownerVvv: PublicKey) => () => {
      const base = { market: world.market, providerOwner: owner.address, provider, epoch };
      return world.send([instructions.claimQuotaReward({ ...base, ownerVvv })]);
    };
    await expectUntouched(world, claim(owner.vvv), "WrongTokenOwner");
    const [spare, foreign] = [
      await spareAccount(world, owner, vvvMint),
      await spareAccount(world, owner, diemMint),
    ];
    await expectUntouched(world, claim(foreign), "WrongMint");
    await claim(spare)();
    expect(await world.balance(spare)).to.equal(UNIT);
    expect(await world.balance(owner.vvv)).to.equal(0n);
    await expectUntouched(world, claim(spare), "NothingToReward");
  });

  it("keeps the record until all is claimed, whose rent then goes to whoever paid it", async () => {
    const market = await Market.open(UNIT, 2);
    const { world } = market;
    await world.fundRewards(1_000n * UNIT, 1n);
    const epoch = await epochs.nextEpoch(world);
    await catchUp(world);
    const payer = await chain.wallet();
    const { market: keys } = world;
    const open = instructions.openEpochRecord({ market: keys, payer: payer.publicKey, epoch });
    await world.send([open], [payer]);
    for (const opened of market.opened) {
      await serve(world, opened, { quota: CREDIT }, { epoch });
      await epochs.reportUsage(world, opened.seller, epoch);
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
    const { owner, provider } = market.seller(0);
    const claim = { market: keys, providerOwner: owner.address, provider, epoch };
    const late = () => world.send([instructions.claimQuotaReward(claim)]);
    await expectUntouched(world, late, /AccountOwnedByWrongProgram|AccountNotInitialized/);
  });

  it("is nothing where nothing was funded, and keeps no record", async () => {
    const market = await Market.open(UNIT, 1);
    const { world } = market;
    const epoch = await market.serveEpoch([CREDIT]);
    await epochs.nextEpoch(world, 2);
    await epochs.rollEpoch(world);
    expect(await market.claimed(0, epoch)).to.equal(0n);
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
