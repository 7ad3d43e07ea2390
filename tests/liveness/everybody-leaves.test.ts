import { expect } from "chai";
import fc from "fast-check";
import { constants, type MarketAccount } from "@diem/sdk";
import { expectSolvent, expectTotalsToAddUp } from "../support/solvency";
import type { Actor, World } from "../support/world";
import { depart } from "./exit";
import { closePosition, debtor } from "./exits-staking";
import { allHeld, burnLooseDiem, settleLastDebts, walk } from "./last-debts";
import { everyWayOut } from "./exit-steps";
import { DAY_SECS, everybody, MONTHS_SECS, ruinedMarket, type RuinedMarket } from "./ruined-market";

const ORDERS = 36;
const SEED = 22;
/** How often positions were settled before the ruin: by three stakes, two mints and two requests. */
const SETTLED_BEFORE = 7n;

/** Each number stands for the next step of one way out. */
const STEPS = [5, 5, 4, 1, 5, 11, 2, 1].flatMap((steps, way) => Array<number>(steps).fill(way));
const order = fc.shuffledSubarray(STEPS, { minLength: STEPS.length });
/** Before every ticket is ready; while rewards stream; and when all is over long ago. */
const silence = fc.constantFrom(0n, 10n * DAY_SECS, MONTHS_SECS);

/** Everybody leaves; returns how often positions were settled. */
async function leave(
  market: RuinedMarket,
  ways: readonly number[],
  debtors: readonly Actor[],
): Promise<bigint> {
  const scripts = everyWayOut(market);
  expect(scripts.flatMap((steps, way) => steps.map(() => way))).to.deep.equal(STEPS);
  let settled = SETTLED_BEFORE;
  for (const way of ways) settled += await walk(market.world, scripts[way]?.splice(0, 1) ?? []);
  return settled + (await settleLastDebts(market, debtors));
}

/** All the DIEM that is left is what rounding kept: from the stakers in the pool, and from the debts in their hands. */
async function expectDiemGone(world: World, people: readonly Actor[], settled: bigint) {
  const { feeStream, feesOwed, debt, ...market } = await world.marketAccount();
  const { treasuryOwed, quotaPool, quotaRewardsOwed } = market;
  expect(await world.balance(world.market.escrow)).to.equal(0n);
  const owed = [treasuryOwed, quotaPool, quotaRewardsOwed, feeStream.remaining];
  expect(owed).to.deep.equal([0n, 0n, 0n, 0n]);
  const dust = await world.balance(world.market.feePool);
  const spare = await allHeld(world, people, "diem");
  const supply = await world.diemSupply();
  expect([feesOwed, supply]).to.deep.equal([dust, dust + spare]);
  expect(dust + spare <= settled, `${dust} + ${spare} after ${settled}`).to.equal(true);
  expect(debt.total >= supply, `${debt.total} units for ${supply}`).to.equal(true);
}

/** A debt, and the stake behind it, before anybody leaves. */
interface Owing {
  readonly who: Actor;
  readonly locked: bigint;
  readonly bill: bigint;
}

/**
 * Stake is left only behind what is billed for that DIEM, at its debtors' own rates. A unit of debt is worth more than half
 * a base unit, and each of the burns may keep one unit of VVV.
 */
async function expectStakeGone(world: World, before: readonly Owing[]) {
  let [locked, most] = [0n, 0n];
  for (const was of before) {
    const { position, bill } = await debtor(world, was.who);
    expect(position.staked).to.equal(position.locked);
    if (position.locked === 0n) await depart(world, await closePosition(world, was.who));
    else most += 2n * ((bill * was.locked + was.bill - 1n) / was.bill) + 2n;
    locked += position.locked;
  }
  expect(locked <= most, `${locked} of VVV, at most ${most}`).to.equal(true);
  expect(await world.balance(world.market.stakeVault)).to.equal(locked);
}

/** Rewards are left by rounding alone, less than a unit each time. */
async function expectRewardsGone(world: World, left: MarketAccount, settled: bigint) {
  const { rewardStream, rewardsOwed } = left;
  expect(rewardStream.remaining).to.equal(0n);
  expect(rewardsOwed <= settled, `${rewardsOwed} of rewards`).to.equal(true);
  expect(await world.balance(world.market.rewardVault)).to.equal(rewardsOwed);
}

describe("liveness: everybody leaves", () => {
  it(`in ${ORDERS} orders, and nothing is left but dust`, async () => {
    await fc.assert(
      fc.asyncProperty(order, silence, fc.boolean(), async (ways, silentSecs, burns) => {
        const market = await ruinedMarket({ silentSecs });
        if (burns) await burnLooseDiem(market);
        const { world, holder, saver, consumer } = market;
        const { stakeVault, bondVault, rewardVault } = world.market;
        const [people, debtors] = [everybody(market), [holder, saver, consumer]];
        const before: Owing[] = [];
        for (const who of debtors) {
          const { position, bill } = await debtor(world, who);
          before.push({ who, locked: position.locked, bill });
        }
        const allVvv = async () => {
          let sum = await allHeld(world, people, "vvv");
          for (const vault of [stakeVault, bondVault, rewardVault])
            sum += await world.balance(vault);
          return sum;
        };
        const brought = await allVvv();

        const settled = await leave(market, ways, debtors);
        await expectSolvent(world);
        await expectTotalsToAddUp(world);
        expect(await allVvv()).to.equal(brought);
        expect(await world.balance(bondVault)).to.equal(0n);
        await expectDiemGone(world, people, settled);
        await expectStakeGone(world, before);
        const left = await world.marketAccount();
        await expectRewardsGone(world, left, settled);
        expect(left.paused).to.have.members(Object.keys(constants.PAUSE));
      }),
      { numRuns: ORDERS, seed: SEED, endOnFailure: true },
    );
  });
});
