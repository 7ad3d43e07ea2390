import { expect } from "chai";
import { expectSolvent, expectTotalsToAddUp } from "../../support/solvency";
import { startChain, type TestChain } from "../../support/chain";
import * as epochs from "../../support/epochs";
import { UNIT } from "../../support/market";
import { CREDIT, QuotaMarket } from "../../support/quota-market";
import { catchUp, report, rollAsQuoted } from "../../support/trade";
import { expectUntouched } from "../../support/untouched";

/** Most that a credit of quota is rewarded with: three quarters of the reference price. */
const CAP = 750_000_000n;

describe("quota reward", () => {
  let chain: TestChain;

  before(async () => {
    chain = await startChain();
  });

  it("is paid by the market's own sales, in DIEM, shared by what is rewardable, and what is left carries on", async () => {
    const market = await QuotaMarket.open(chain, 2);
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
    const market = await QuotaMarket.open(chain, 2);
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
    const market = await QuotaMarket.open(chain, 2);
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
    const market = await QuotaMarket.open(chain, 2);
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
});
