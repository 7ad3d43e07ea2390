import { expect } from "chai";
import { quotes } from "@diem/sdk";
import { expectSolvent, expectTotalsToAddUp } from "../support/solvency";
import { startChain, type TestChain } from "../support/chain";
import { channelAccount, openChannel, requestQuotaUnstake, stakeQuota } from "../support/channels";
import { COOLDOWN_SECS, UNIT } from "../support/market";
import { providerAccount, requestBondWithdrawal, slash, withdrawBond } from "../support/providers";
import { expectRefusal } from "../support/refusals";
import { CREDIT, createFixture } from "../support/fixture";
import { serve } from "../support/trade";
import { World } from "../support/world";

const ROUNDS = 40;
/** Divides into nothing evenly. */
const ODD = 7_777_777_777n;

async function repeat(times: number, act: (round: number) => Promise<unknown>): Promise<void> {
  for (let round = 0; round < times; round++) await act(round);
}

describe("adversarial: rounding", () => {
  let chain: TestChain;
  beforeEach(async () => {
    chain = await startChain();
  });

  it("a loop of one-unit stakes and withdrawals ends with what it began", async () => {
    const world = await World.create(chain);
    await world.staker(ODD);
    const looper = await world.staker(ODD, 0n);
    await repeat(ROUNDS, async () => {
      await world.stake(looper, 1n);
      const id = await world.requestUnstake(looper, 1n);
      await chain.advance(COOLDOWN_SECS);
      await world.withdrawUnstaked(looper, id);
    });
    expect(await world.balance(looper.vvv)).to.equal(ODD);
    expect(await world.balance(world.market.stakeVault)).to.equal(ODD);
    await expectSolvent(world);
    await expectTotalsToAddUp(world);
  });

  it("a loop of one-unit mints and burns frees no more than it locked", async () => {
    const world = await World.create(chain);
    const crowd = await world.consumer(1_000n * UNIT);
    const looper = await world.staker(1_000n * UNIT);
    await world.mint(looper, UNIT);
    const start = await world.position(looper);
    await repeat(ROUNDS, async () => {
      await world.mint(looper, 1n);
      await world.burn(looper, 1n);
    });
    const end = await world.position(looper);
    expect(end.debtUnits).to.equal(start.debtUnits);
    expect(end.locked >= start.locked).to.equal(true);
    expect(await world.balance(looper.diem)).to.equal(UNIT);
    // in one piece what came in pieces
    const before = (await world.position(crowd)).locked;
    await repeat(ROUNDS, () => world.mint(crowd, 1n));
    const locked = (await world.position(crowd)).locked - before;
    await repeat(ROUNDS, () => world.burn(crowd, 1n));
    const freed = before + locked - (await world.position(crowd)).locked;
    expect(freed <= locked).to.equal(true);
    await expectTotalsToAddUp(world);
  });

  it("double rounding: claiming every second pays no more than claiming once, and costs nobody else anything", async () => {
    const payouts = async (loops: boolean) => {
      const world = await World.create(await startChain(), { epochSecs: BigInt(ROUNDS) });
      const victim = await world.staker(ODD);
      const looper = await world.staker(ODD);
      await world.fundRewards(ODD, BigInt(ROUNDS));
      await repeat(ROUNDS, async () => {
        await world.chain.advance(1n);
        if (loops) await world.claim(looper);
      });
      await world.claim(victim);
      if (!loops) await world.claim(looper);
      await expectSolvent(world);
      return [await world.balance(victim.vvv), await world.balance(looper.vvv)] as const;
    };
    const [quietVictim, once] = await payouts(false);
    const [victim, often] = await payouts(true);
    expect(quietVictim).to.equal(ODD / 2n);
    expect(victim).to.equal(quietVictim);
    expect(often <= once).to.equal(true);
    expect(once - often < BigInt(ROUNDS)).to.equal(true);
  });

  it("double rounding: a stream of less than a unit a second is released completely, however often it is updated", async () => {
    const { world, seller, consumer } = await createFixture(chain, {
      ...{ offering: false, epochSecs: BigInt(ROUNDS) },
    });
    const funded = BigInt(ROUNDS) - 1n;
    await world.fundRewards(funded, BigInt(ROUNDS));
    const released: bigint[] = [];
    await repeat(ROUNDS, async () => {
      await chain.advance(1n);
      await world.pay(consumer, seller.revenue, 1n);
      await world.distribute(seller.provider);
      const { rewardsOwed, rewardStream } = await world.marketAccount();
      expect(rewardsOwed + rewardStream.remaining).to.equal(funded);
      released.push(rewardsOwed);
    });
    expect(released.slice(0, 3)).to.deep.equal([0n, 1n, 2n]);
    expect(released.at(-1)).to.equal(funded);
  });

  it("a loop of one-unit settlements collects what was signed, and counts for no more use", async () => {
    const { world, seller, consumer } = await createFixture(chain, {
      offering: false,
      provider: { price: 3n * UNIT },
    });
    const opened = await openChannel(world, { provider: seller, consumer, deposit: UNIT });
    const once = await openChannel(world, { provider: seller, consumer, deposit: UNIT });
    const paid = async () => {
      const { usage } = await providerAccount(world, seller);
      return usage.reduce((sum, slot) => sum + slot.served.bought, 0n);
    };
    await repeat(ROUNDS, (round) => serve(world, opened, { diem: BigInt(round + 1) }));
    expect((await channelAccount(world, opened)).settled).to.equal(BigInt(ROUNDS));
    expect(await paid()).to.equal(0n);
    await serve(world, once, { diem: 3_000n * BigInt(ROUNDS) });
    expect(await paid()).to.equal(BigInt(ROUNDS));
  });

  it("a loop of one-unit quota stakes gives no quota that the whole stake does not", async () => {
    const { world, seller, consumer } = await createFixture(chain);
    const opened = await openChannel(world, { provider: seller, consumer });
    await expectRefusal(stakeQuota(world, opened, 1n), "QuotaStakeTooSmall");
    const smallest = UNIT / CREDIT;
    await stakeQuota(world, opened, smallest);
    await repeat(ROUNDS, async () => {
      await requestQuotaUnstake(world, opened, 1n);
      await stakeQuota(world, opened, 1n); // other DIEM, for the next epoch alone
    });
    const { staked, cooling, quota, nextAllowance } = await channelAccount(world, opened);
    expect([staked, cooling]).to.deep.equal([smallest, BigInt(ROUNDS)]);
    // one micro-credit, of which this epoch gives the time left: none but at its first second
    expect(quota.allowance <= 1n).to.equal(true);
    expect(nextAllowance).to.equal((staked * CREDIT) / UNIT);
    await expectTotalsToAddUp(world);
  });

  it("tiny payments that floor a fee to zero: the treasury is paid first, a base unit at a time", async () => {
    const { world, seller, consumer } = await createFixture(chain, { offering: false });
    await repeat(ROUNDS, async () => {
      await world.pay(consumer, seller.revenue, 1n);
      await world.distribute(seller.provider);
    });
    const { claimable } = await providerAccount(world, seller);
    const { treasuryOwed, quotaPool, feeStream, feesOwed } = await world.marketAccount();
    expect(quotaPool).to.equal(0n);
    expect([claimable, treasuryOwed]).to.deep.equal([0n, BigInt(ROUNDS)]);
    expect(feeStream.remaining + feesOwed).to.equal(0n);
    // in one payment it would have been
    const whole = quotes.splitFee({ market: await world.marketAccount(), amount: BigInt(ROUNDS) });
    expect(whole).to.deep.equal({ provider: 30n, quota: 4n, treasury: 2n, stakers: 4n });
  });

  it("a loop of one-unit bond tickets takes no more out than a slash left", async () => {
    const world = await World.create(chain, { epochSecs: 1_000n });
    const seller = await world.provider(ODD);
    const big = await requestBondWithdrawal(world, seller, ODD / 2n);
    await slash(world, seller, 333_333_333n);
    const { bond, bondCooling } = await providerAccount(world, seller);
    const ids: bigint[] = [];
    await repeat(ROUNDS, async () => {
      ids.push(await requestBondWithdrawal(world, seller, 1n));
    });
    await chain.advance(1_000n);
    for (const id of ids) await withdrawBond(world, seller, id);
    const taken = await world.balance(seller.owner.vvv);
    expect(taken <= BigInt(ROUNDS)).to.equal(true);
    await withdrawBond(world, seller, big);
    const all = await world.balance(seller.owner.vvv);
    expect(all).to.equal(bondCooling.amount + BigInt(ROUNDS));
    expect((await providerAccount(world, seller)).bond).to.equal(bond - BigInt(ROUNDS));
    await expectSolvent(world);
    await expectTotalsToAddUp(world);
  });
});
