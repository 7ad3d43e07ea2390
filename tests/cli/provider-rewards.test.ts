import { expect } from "chai";
import { openChannel, stakeQuota } from "../support/channels";
import { nextEpoch, rollEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import { report, serve } from "../support/trade";
import { house } from "./market-house";

const CREDIT = 1_000_000n;
/** As many as can wait: the reward of an older one is gone once its slot is used again. */
const EPOCHS = 6;

describe("cli: provider rewards", () => {
  it("pays all closed epochs' rewards at once, to the owner, whoever asks", async () => {
    const { cli, consumer, seller, stranger } = await house();
    const { world } = cli;
    const rewards = () =>
      cli
        .as(stranger)("provider", "rewards", seller.provider.toBase58())
        .then((ran) =>
          ran.json<{
            signature: string | null;
            total: { baseUnits: string };
            epochs: { epoch: number }[];
          }>(),
        );
    expect((await rewards()).signature).to.equal(null);

    const opened = await openChannel(world, { provider: seller, consumer });
    await nextEpoch(world);
    await stakeQuota(world, opened, 5n * UNIT);
    await world.fundRewards(1_000n * UNIT, 600n);
    const { clusterTag } = await world.marketAccount();
    const served: number[] = [];
    for (let nth = 0; nth < EPOCHS; nth++) {
      const epoch = await nextEpoch(world);
      await serve(world, opened, { quota: CREDIT }, { epoch, clusterTag });
      await report(world, seller, epoch);
      served.push(epoch);
    }
    await nextEpoch(world, 2);
    await rollEpoch(world);

    const before = await world.balance(seller.owner.vvv);
    const { total, epochs } = await rewards();
    expect(epochs.map(({ epoch }) => epoch)).to.deep.equal(served);
    const paid = (await world.balance(seller.owner.vvv)) - before;
    expect(paid).to.equal(BigInt(total.baseUnits));
    expect(paid > 0n).to.equal(true);
    expect((await rewards()).signature).to.equal(null);
    const { stdout } = await cli.run(["provider", "show", seller.provider.toBase58()]);
    expect(stdout).to.match(/quota paid last: +[\d.]+ VVV per credit\n/);
    await cli.close();
  });
});
