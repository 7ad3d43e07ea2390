import { expect } from "chai";
import { SystemProgram } from "@solana/web3.js";
import { instructions, pda } from "@diem/sdk";
import { startChain, type TestChain } from "../../support/chain";
import * as epochs from "../../support/epochs";
import { UNIT } from "../../support/market";
import { CREDIT, EPOCH_SECS, QuotaMarket } from "../../support/quota-market";
import { catchUp } from "../../support/trade";
import { expectUntouched } from "../../support/untouched";
import { World } from "../../support/world";

/** Longer than any test runs. */
const AGES = 3_600n;
/** Most that a credit of quota is rewarded with: three quarters of the reference price. */
const CAP = 750_000_000n;

describe("quota reward: records", () => {
  let chain: TestChain;

  before(async () => {
    chain = await startChain();
  });

  it("lapses eight epochs after its own, and goes back to the pool with the record", async () => {
    const market = await QuotaMarket.open(chain, 2);
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

  it("keeps the record until all is claimed, whose rent then goes to its payer", async () => {
    const market = await QuotaMarket.open(chain, 2);
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
    const market = await QuotaMarket.open(chain, 1, params);
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
