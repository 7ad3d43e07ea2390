import { expect } from "chai";
import { constants, type ProviderAccount } from "@diem/sdk";
import { expectSolvent, expectTotalsToAddUp } from "../../support/solvency";
import { startChain } from "../../support/chain";
import * as channels from "../../support/channels";
import * as epochs from "../../support/epochs";
import { UNIT } from "../../support/market";
import { providerAccount } from "../../support/providers";
import { collect } from "../../support/settling";
import { catchUp, report, rollAsQuoted, serve } from "../../support/trade";
import { expectUntouched } from "../../support/untouched";
import { World } from "../../support/world";

const CREDIT = constants.CREDIT_UNIT;
const EPOCH_SECS = 100n;
const GRACE_SECS = 30n;

async function marketWith(silent: boolean) {
  const world = await World.create(await startChain(), {
    epochSecs: EPOCH_SECS,
    params: { channelGraceSecs: GRACE_SECS },
  });
  const offer = { capacity: 9n * CREDIT, quotaCapacity: 9n * CREDIT };
  const [busy, quiet] = [await world.provider(offer), await world.provider(offer)];
  const consumer = await world.consumer(20n * UNIT);
  const deposit = 5n * UNIT;
  const served = await channels.openChannel(world, { provider: busy, consumer, deposit });
  const ignored = await channels.openChannel(world, { provider: quiet, consumer, deposit });
  const epoch = await epochs.nextEpoch(world);
  await channels.stakeQuota(world, served, 3n * UNIT);
  await channels.stakeQuota(world, ignored, 3n * UNIT);
  await serve(world, served, { diem: UNIT, quota: CREDIT });
  const settling = silent ? [served] : [ignored, served];
  for (const opened of settling) {
    if (opened === ignored) await serve(world, ignored, { diem: UNIT, quota: CREDIT });
    await collect(world, opened);
    await world.distribute(opened.seller.provider);
    await report(world, opened.seller, epoch);
  }
  await epochs.nextEpoch(world, 2);
  return { world, consumer, busy, quiet, served, ignored, epoch };
}

describe("a provider that never settles", () => {
  it("takes nothing from the others: they earn what they earn beside one that does", async () => {
    const earned: { claimable: ProviderAccount["claimable"]; reward: bigint }[] = [];
    for (const silent of [true, false]) {
      const { world, busy, epoch } = await marketWith(silent);
      await rollAsQuoted(world);
      await epochs.claimQuotaReward(world, busy, epoch);
      const { claimable } = await providerAccount(world, busy);
      earned.push({ claimable, reward: await world.balance(busy.owner.diem) });
      await expectSolvent(world);
      await expectTotalsToAddUp(world);
    }
    expect(earned[0]).to.deep.equal({ claimable: (UNIT * 75n) / 100n, reward: UNIT / 10n });
    expect(earned[1]).to.deep.equal(earned[0]);
  });

  it("holds up no epoch: what it did not report is not waited for, and earns it nothing", async () => {
    const { world, quiet, ignored, epoch } = await marketWith(true);
    await rollAsQuoted(world);
    expect((await epochs.recordAccount(world, epoch)).quota).to.equal(CREDIT);
    const late = () => serve(world, ignored, { quota: CREDIT }, { epoch });
    await expectUntouched(world, late, "QuotaLapsed");
    const claim = () => epochs.claimQuotaReward(world, quiet, epoch);
    await expectUntouched(world, claim, "NothingToReward");
  });

  it("keeps no DIEM of others: deposit and stake come back after the grace without its help", async () => {
    const { world, consumer, quiet, ignored } = await marketWith(true);
    await channels.requestClose(world, ignored);
    const close = () => channels.closeChannel(world, ignored);
    await channels.outlastWindow(world, ignored);
    await expectUntouched(world, close, "GraceNotOver");
    await world.chain.advance(GRACE_SECS);
    await expectUntouched(world, close, "QuotaStillStaked");
    await epochs.nextEpoch(world);
    const before = await world.balance(consumer.diem);
    await close();
    expect((await world.balance(consumer.diem)) - before).to.equal(8n * UNIT);
    expect((await providerAccount(world, quiet)).openChannels).to.equal(0);
    const { committed } = await providerAccount(world, quiet);
    expect(committed.next).to.equal(0n);
    await expectTotalsToAddUp(world);
  });

  it("is reported by anyone once it has settled, though it does not report", async () => {
    const { world, quiet, ignored } = await marketWith(true);
    const epoch = await epochs.epoch(world);
    await serve(world, ignored, { diem: 2n * UNIT, quota: CREDIT });
    await catchUp(world);
    await report(world, quiet, epoch); // signed by the test's wallet alone
    const { paid, quota, used } = await epochs.recordAccount(world, epoch);
    expect([paid, quota, used]).to.deep.equal([2n * CREDIT, CREDIT, 3n * CREDIT]);
  });
});
