import { expect } from "chai";
import { deposit, openChannel, stakeQuota } from "../support/channels";
import { fundQuota, nextEpoch, rollEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import { collect } from "../support/settling";
import { catchUp, report, serve } from "../support/trade";
import { type MarketFixture, createMarketFixture } from "./market-fixture";
import { expectError } from "./support";

const CREDIT = 1_000_000n;
/** DIEM base units per credit: what the seller asks. */
const PRICE = UNIT / 100n;
/** As many as can wait: the reward of an older one has lapsed. */
const EPOCHS = 6;

interface Amount {
  readonly amount: string;
  readonly baseUnits: string;
}

interface Rewards {
  readonly signature: string | null;
  readonly total: Amount;
  readonly epochs: { readonly epoch: number; readonly amount: Amount }[];
}

describe("cli: provider rewards", () => {
  let all: MarketFixture;

  beforeEach(async () => {
    const params = { referencePriceFloor: PRICE / 10n, referencePriceCap: 10n * PRICE };
    all = await createMarketFixture({ referencePrice: PRICE, params });
  });

  afterEach(() => all.cli.close());

  /** Sells 5 credits and serves 2 of quota in each of so many epochs, which are shared out, `inTime` before they are reported, and closed. */
  const trade = async (epochs: number, inTime = true): Promise<number[]> => {
    const { cli, consumer, seller } = all;
    const { world } = cli;
    const opened = await openChannel(world, { provider: seller, consumer });
    await deposit(world, opened, UNIT);
    await nextEpoch(world);
    await stakeQuota(world, opened, 5n * UNIT);
    const { clusterTag } = await world.marketAccount();
    const served: number[] = [];
    for (let nth = 1; nth <= epochs; nth++) {
      const epoch = await nextEpoch(world);
      await catchUp(world);
      const claim = { diem: BigInt(nth) * 5n * PRICE, quota: 2n * CREDIT };
      await serve(world, opened, claim, { epoch, clusterTag });
      const shareOut = async () => {
        await collect(world, opened);
        await world.distribute(seller.provider);
      };
      if (inTime) await shareOut();
      await report(world, seller, epoch);
      if (!inTime) await shareOut();
      served.push(epoch);
    }
    await nextEpoch(world, 2);
    await rollEpoch(world);
    return served;
  };
  const rewards = async () => {
    const { cli, seller, stranger } = all;
    const result = await cli.as(stranger)("provider", "rewards", seller.provider.toBase58());
    return result.json<Rewards>();
  };

  it("pays all closed epochs' rewards at once, to the owner, for any caller", async () => {
    const { cli, consumer, seller } = all;
    const { world } = cli;
    expect((await rewards()).signature).to.equal(null);
    await fundQuota(world, consumer, UNIT);
    const served = await trade(EPOCHS);

    const before = await world.balance(seller.owner.diem);
    const { total, epochs } = await rewards();
    // a fifth of 5 credits is rewarded, with three quarters of the reference price
    expect(epochs).to.deep.equal(
      served.map((epoch) => ({ epoch, amount: { amount: "0.0075", baseUnits: "7500000" } })),
    );
    expect(total.amount).to.equal("0.045");
    const paid = (await world.balance(seller.owner.diem)) - before;
    expect(paid).to.equal(BigInt(total.baseUnits));
    expect((await rewards()).signature).to.equal(null);
    const { stdout } = await cli.run(["provider", "show", seller.provider.toBase58()]);
    expect(stdout)
      .to.match(/^quota reward: +up to 20% of the credits sold in the same epoch$/m)
      .and.match(/^last quota reward: +0\.0075 DIEM per credit$/m)
      .and.match(/^settled so far: +0\.3 DIEM$/m)
      .and.match(/^distributed so far: +0\.3 DIEM$/m);
  });

  it("pays what the pool has, and shows it as coverage", async () => {
    const { cli, consumer } = all;
    await trade(1);
    const { total } = await rewards();
    expect(total).to.deep.equal({ amount: "0.005", baseUnits: "5000000" }); // a tenth of the revenue
    await fundQuota(cli.world, consumer, UNIT / 1_000n);
    const { stdout } = await cli.run(["market", "show"]);
    expect(stdout)
      .to.match(/^quota pool: +0\.001 DIEM$/m)
      .and.match(/^quota owed: +5 credits an epoch$/m)
      .and.match(/^pool per credit: +0\.0002 DIEM, 2% of the reference price$/m)
      .and.match(/^paid per credit: +0\.0025 DIEM, 25% of the reference price$/m);
  });

  it("says where revenue was not shared out before the report", async () => {
    const { cli, consumer, seller, stranger } = all;
    await fundQuota(cli.world, consumer, UNIT);
    await trade(1, false);
    const result = await cli.as(stranger)("provider", "rewards", seller.provider.toBase58());
    expectError(result, "RevenueNotDistributed", 1);
  });

  it("pays nothing that has lapsed", async () => {
    const { cli, consumer } = all;
    await fundQuota(cli.world, consumer, UNIT);
    await trade(1);
    await nextEpoch(cli.world, 6); // the eighth after the epoch
    expect((await rewards()).signature).to.equal(null);
  });
});
