import { expect } from "chai";
import { constants, quotes } from "@diem/sdk";
import type { EmbeddedChain } from "@diem/localnet";
import { expectSolvent, expectTotalsToAddUp } from "../support/books";
import { startChain } from "../support/chain";
import * as channels from "../support/channels";
import * as epochs from "../support/epochs";
import { UNIT } from "../support/market";
import type { Seller } from "../support/providers";
import { catchUp, report, serve } from "../support/trade";
import { expectUntouched } from "../support/untouched";
import { World } from "../support/world";

const CREDIT = constants.CREDIT_UNIT;
const EPOCH_SECS = 100n;

/** A provider remembers eight epochs: what it does not claim by then goes back to the pool. */
describe("quota rewards that nobody claims", () => {
  let clock: EmbeddedChain["clock"];
  let world: World;
  let sellers: readonly [Seller, Seller];
  let opened: readonly [channels.Opened, channels.Opened];
  /** An epoch in which both served one credit, closed. */
  let served: number;
  let pool: bigint;

  beforeEach(async () => {
    const chain = await startChain();
    if (chain.embedded === undefined) throw new Error("needs the embedded chain");
    clock = chain.embedded.clock;
    world = await World.create(chain, { epochSecs: EPOCH_SECS });
    const offer = { capacity: 9n * CREDIT, quotaCapacity: 9n * CREDIT };
    const consumer = await world.consumer(9n * UNIT);
    const open = async (provider: Seller) => channels.openChannel(world, { provider, consumer });
    sellers = [await world.provider(offer), await world.provider(offer)];
    opened = [await open(sellers[0]), await open(sellers[1])];
    await world.fundRewards(1_000n * UNIT, 1n);
    served = await epochs.nextEpoch(world);
    for (const each of opened) {
      await channels.stakeQuota(world, each, 2n * UNIT);
      await serve(world, each, { quota: CREDIT });
      await report(world, each.seller, served);
    }
    await epochs.nextEpoch(world, 2);
    await catchUp(world);
    pool = (await epochs.recordAccount(world, served)).rewardPool;
    expect(pool).to.equal(2n * UNIT);
  });

  const startOf = async (epoch: number) =>
    quotes.epochStart({ clock: await world.marketAccount(), epoch });

  it("keep their record to the last second of the seventh epoch after, and go back to the pool", async () => {
    await epochs.claimQuotaReward(world, sellers[0], served);
    const lapses = await startOf(served + constants.USAGE_EPOCHS);
    clock.set(lapses - 1n);
    const close = () => epochs.closeRecord(world, served);
    await expectUntouched(world, close, "RecordStillNeeded");
    clock.set(lapses);
    const { quotaPool } = await world.marketAccount();
    await close();
    const after = await world.marketAccount();
    expect(after.quotaPool - quotaPool).to.equal(pool / 2n);
    expect(after.quotaRewardsOwed).to.equal(0n);
    await expectSolvent(world);
    await expectTotalsToAddUp(world);
    const late = () => epochs.claimQuotaReward(world, sellers[1], served);
    await expectUntouched(world, late, /AccountOwnedByWrongProgram|AccountNotInitialized/);
  });

  it("are still paid in the last second before they lapse, and after it while the record stands", async () => {
    clock.set((await startOf(served + constants.USAGE_EPOCHS)) - 1n);
    await epochs.claimQuotaReward(world, sellers[0], served);
    clock.advance(1n);
    await epochs.claimQuotaReward(world, sellers[1], served);
    expect(await world.balance(sellers[1].owner.vvv)).to.equal(pool / 2n);
    await epochs.closeRecord(world, served);
  });

  it("are gone once the provider serves in the eighth epoch after: that takes their place", async () => {
    clock.set(await startOf(served + constants.USAGE_EPOCHS));
    await serve(world, opened[0], { quota: CREDIT });
    const claim = () => epochs.claimQuotaReward(world, sellers[0], served);
    await expectUntouched(world, claim, "NothingToReward");
    await epochs.claimQuotaReward(world, sellers[1], served);
    expect(await world.balance(sellers[1].owner.vvv)).to.equal(pool / 2n);
    await epochs.closeRecord(world, served);
    await expectTotalsToAddUp(world);
  });

  it("are not put at risk by what the provider serves before: seven epochs stand side by side", async () => {
    for (let later = served + 2; later < served + constants.USAGE_EPOCHS; later++) {
      await serve(world, opened[0], { quota: CREDIT });
      await report(world, sellers[0], later);
      await epochs.nextEpoch(world);
      await catchUp(world);
    }
    const paid = await world.balance(sellers[0].owner.vvv);
    // the epoch itself has passed by now, but nothing was served in it
    await epochs.claimQuotaReward(world, sellers[0], served);
    expect((await world.balance(sellers[0].owner.vvv)) - paid).to.equal(pool / 2n);
  });
});
