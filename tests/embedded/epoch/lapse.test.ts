import { expect } from "chai";
import { constants, instructions, quotes } from "@diem/sdk";
import type { EmbeddedChain } from "@diem/localnet";
import { expectSolvent, expectTotalsToAddUp } from "../../support/solvency";
import { startChain } from "../../support/chain";
import * as channels from "../../support/channels";
import * as epochs from "../../support/epochs";
import { providerTerms, UNIT } from "../../support/market";
import * as bonds from "../../support/providers";
import type { Seller } from "../../support/providers";
import { collect } from "../../support/settling";
import { catchUp, report, serve } from "../../support/trade";
import { expectUntouched } from "../../support/untouched";
import { World } from "../../support/world";

const CREDIT = constants.CREDIT_UNIT;
const EPOCH_SECS = 100n;

/** A provider remembers eight epochs: what it does not claim by then goes back to the pool. */
describe("quota rewards that nobody claims", () => {
  let clock: EmbeddedChain["clock"];
  let world: World;
  let sellers: readonly [Seller, Seller];
  let opened: readonly [channels.Opened, channels.Opened];
  /** An epoch in which both served one credit that earns a reward, closed. */
  let served: number;
  let pool: bigint;

  beforeEach(async () => {
    const chain = await startChain();
    if (chain.embedded === undefined) throw new Error("needs the embedded chain");
    clock = chain.embedded.clock;
    world = await World.create(chain, { epochSecs: EPOCH_SECS });
    const offer = { capacity: 9n * CREDIT, quotaCapacity: 9n * CREDIT };
    const consumer = await world.consumer(200n * UNIT);
    const open = async (provider: Seller) =>
      channels.openChannel(world, { provider, consumer, deposit: 5n * UNIT });
    sellers = [await world.provider(offer), await world.provider(offer)];
    opened = [await open(sellers[0]), await open(sellers[1])];
    await epochs.fundQuota(world, consumer, 100n * UNIT);
    served = await epochs.nextEpoch(world);
    for (const each of opened) {
      await channels.stakeQuota(world, each, 2n * UNIT);
      await serve(world, each, { diem: 5n * UNIT, quota: CREDIT });
      await collect(world, each);
      await world.distribute(each.seller.provider);
      await report(world, each.seller, served);
    }
    await epochs.nextEpoch(world, 2);
    await catchUp(world);
    pool = (await epochs.recordAccount(world, served)).rewardPool;
    expect(pool).to.equal((3n * UNIT) / 2n); // two credits at three quarters of the reference price
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

  it("are still paid in the last second before they lapse, and not in the next though the record stands", async () => {
    clock.set((await startOf(served + constants.USAGE_EPOCHS)) - 1n);
    const held = await world.balance(sellers[0].owner.diem);
    await epochs.claimQuotaReward(world, sellers[0], served);
    expect((await world.balance(sellers[0].owner.diem)) - held).to.equal(pool / 2n);
    clock.advance(1n);
    const late = () => epochs.claimQuotaReward(world, sellers[1], served);
    await expectUntouched(world, late, "RewardLapsed");
    await epochs.closeRecord(world, served);
  });

  it("are lost to a provider that closes and registers again, and go back to the pool", async () => {
    const [, gone] = sellers;
    const { owner, provider } = gone;
    await channels.requestClose(world, opened[1]);
    await bonds.retire(world, gone);
    const id = await bonds.requestBondWithdrawal(world, gone, 9n * UNIT);
    await epochs.nextEpoch(world);
    await channels.outlastWindow(world, opened[1]);
    await channels.closeChannel(world, opened[1], { operator: gone.operator });
    await bonds.withdrawBond(world, gone, id);
    await bonds.closeProvider(world, gone);
    const claim = () => epochs.claimQuotaReward(world, gone, served);
    await expectUntouched(world, claim, /AccountOwnedByWrongProgram/);
    const again = instructions.registerProvider({
      ...{ market: world.market, owner: owner.address, bond: UNIT },
      terms: providerTerms(owner.address),
    });
    await world.send([again], [owner.keypair]);
    expect((await bonds.providerAccount(world, gone)).address.equals(provider)).to.equal(true);
    await expectUntouched(world, claim, "NothingToReward");
    await epochs.claimQuotaReward(world, sellers[0], served);
    clock.set(await startOf(served + constants.USAGE_EPOCHS));
    const { quotaPool } = await world.marketAccount();
    await epochs.closeRecord(world, served);
    expect((await world.marketAccount()).quotaPool - quotaPool).to.equal(pool / 2n);
    await expectTotalsToAddUp(world);
  });

  it("are not lost by other use of the provider: seven epochs are stored side by side", async () => {
    const last = served + constants.USAGE_EPOCHS - 1;
    for (let later = served + 2; later <= last; later++) {
      await serve(world, opened[0], { quota: CREDIT });
      await report(world, sellers[0], later);
      if (later === last) break;
      await epochs.nextEpoch(world);
      await catchUp(world);
    }
    const held = await world.balance(sellers[0].owner.diem);
    await epochs.claimQuotaReward(world, sellers[0], served);
    expect((await world.balance(sellers[0].owner.diem)) - held).to.equal(pool / 2n);
  });
});
