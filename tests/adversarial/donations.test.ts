import { expect } from "chai";
import { expectSolvent, expectTotalsToAddUp } from "../support/solvency";
import { startChain } from "../support/chain";
import {
  closeChannel,
  deposit,
  openChannel,
  outlastWindow,
  requestClose,
  requestQuotaUnstake,
  stakeQuota,
  withdrawQuota,
} from "../support/channels";
import {
  claimQuotaReward,
  closeRecord,
  nextEpoch,
  openRecord,
  reportUsage,
  rollEpoch,
} from "../support/epochs";
import { COOLDOWN_SECS, UNIT } from "../support/market";
import * as bonds from "../support/providers";
import { collect } from "../support/settling";
import { CREDIT, createFixture, type Fixture } from "../support/fixture";
import { serve } from "../support/trade";
import { donate } from "./support";

/** Every instruction that looks at a vault, each between donations to all of them; returns what everybody has then. */
async function life({ world, seller, consumer }: Fixture, gift: bigint): Promise<bigint[]> {
  const { market, chain } = world;
  const giver = await world.consumer(500n * UNIT);
  await world.actor(500n * UNIT, giver.keypair);
  const staker = await world.staker(10_000n * UNIT, 5_000n * UNIT);
  await world.actor(0n, world.treasury);
  const step = async (act: () => Promise<unknown>): Promise<void> => {
    for (const vault of [market.stakeVault, market.bondVault, market.rewardVault]) {
      if (gift > 0n) await donate(world, giver, vault, gift);
    }
    for (const vault of [market.escrow, market.feePool]) {
      if (gift > 0n) await world.pay(giver, vault, gift);
    }
    await act();
  };
  const opened = await openChannel(world, { provider: seller, consumer });
  let ticket = 0n;
  let bondTicket = 0n;
  let record = 0;
  const steps: (() => Promise<unknown>)[] = [
    () => world.fundRewards(100_000n * UNIT, 1_000n),
    () => world.stake(staker, UNIT),
    () => world.mint(staker, 10n * UNIT),
    () => deposit(world, opened, 2n * UNIT),
    () => stakeQuota(world, opened, 2n * UNIT),
    async () => (record = await openRecord(world)),
    () => serve(world, opened, { diem: UNIT, quota: CREDIT }),
    () => collect(world, opened),
    () => world.distribute(seller.provider),
    () => reportUsage(world, seller, record),
    () => bonds.addBond(world, seller, UNIT),
    async () => (bondTicket = await bonds.requestBondWithdrawal(world, seller, UNIT)),
    () => bonds.slash(world, seller, UNIT),
    () => requestQuotaUnstake(world, opened, UNIT),
    () => chain.advance(100n),
    () => world.claim(staker),
    () => chain.advance(100n),
    () => world.compound(staker),
    () => world.burn(staker, 10n * UNIT),
    async () => (ticket = await world.requestUnstake(staker, UNIT)),
    () => chain.advance(COOLDOWN_SECS),
    () => world.cancelUnstake(staker, ticket),
    async () => (ticket = await world.requestUnstake(staker, UNIT)),
    () => nextEpoch(world, 2),
    () => rollEpoch(world),
    () => claimQuotaReward(world, seller, record),
    () => closeRecord(world, record),
    () => world.withdrawUnstaked(staker, ticket),
    () => bonds.withdrawBond(world, seller, bondTicket),
    () => withdrawQuota(world, opened),
    () => requestClose(world, opened),
    () => nextEpoch(world),
    () => outlastWindow(world, opened),
    () => closeChannel(world, opened),
  ];
  for (const act of steps) await step(act);
  await expectSolvent(world);
  await expectTotalsToAddUp(world);
  const { owner } = seller;
  const accounts = [staker.vvv, staker.diem, consumer.diem, owner.vvv, seller.revenue];
  return Promise.all(accounts.map((account) => world.balance(account)));
}

describe("adversarial: donations", () => {
  const fixture = async () => createFixture(await startChain(), { epochSecs: 1_000n });

  it("equality between tracked and real balances: donations to every vault block nothing and move nothing", async () => {
    const quiet = await life(await fixture(), 0n);
    expect(quiet.every((held) => held > 0n)).to.equal(true);
    expect(await life(await fixture(), 1n)).to.deep.equal(quiet);
    expect(await life(await fixture(), 1_234_567_890n)).to.deep.equal(quiet);
  });

  it("equality between tracked and real balances: what is sent to a revenue account is revenue, and no more", async () => {
    const { world, seller, consumer } = await fixture();
    await world.pay(consumer, seller.revenue, UNIT);
    await world.distribute(seller.provider);
    const { claimable } = await bonds.providerAccount(world, seller);
    await world.pay(consumer, seller.revenue, 1n);
    const { totalRevenue, claimable: after } = await bonds.providerAccount(world, seller);
    expect([totalRevenue, after]).to.deep.equal([UNIT, claimable]);
    await expectSolvent(world);
    await world.distribute(seller.provider);
    expect((await bonds.providerAccount(world, seller)).totalRevenue).to.equal(UNIT + 1n);
  });
});
