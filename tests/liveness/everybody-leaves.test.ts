import { expect } from "chai";
import fc from "fast-check";
import { constants, type MarketAccount, type PositionAccount } from "@diem/sdk";
import { expectSolvent, expectTotalsToAddUp } from "../support/books";
import type { Actor, World } from "../support/world";
import { depart } from "./departing";
import { closePosition } from "./exits-staking";
import { allHeld, behind, settleLastDebts, walk } from "./last-debts";
import { everyWayOut } from "./leaving-script";
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

/** What rounding kept from the stakers, less than a unit each time, is all the DIEM that is left, owed and in being. */
async function expectDiemGone(world: World, people: readonly Actor[], settled: bigint) {
  const { feeStream, feesOwed, treasuryOwed, diemOutstanding } = await world.marketAccount();
  expect(await world.balance(world.market.escrow)).to.equal(0n);
  expect(await allHeld(world, people, "diem")).to.equal(0n);
  expect([treasuryOwed, feeStream.remaining]).to.deep.equal([0n, 0n]);
  const dust = await world.balance(world.market.feePool);
  expect([feesOwed, diemOutstanding, await world.diemSupply()]).to.deep.equal([dust, dust, dust]);
  expect(dust <= settled, `${dust} of DIEM after ${settled} settlements`).to.equal(true);
}

/** Stake is left only behind that DIEM, at its debtors' own rates; each of the burns may keep one unit. */
async function expectStakeGone(
  world: World,
  debtors: readonly Actor[],
  before: readonly PositionAccount[],
) {
  let [locked, most] = [0n, 0n];
  for (const was of before) {
    const debtor = debtors.find(({ position }) => position.equals(was.address));
    if (debtor === undefined) throw new Error("a position of nobody's");
    const position = await world.position(debtor);
    expect(position.staked).to.equal(position.locked);
    if (position.outstanding === 0n) await depart(world, await closePosition(world, debtor));
    else most += behind(position.outstanding, was) + 2n;
    locked += position.locked;
  }
  expect(locked <= most, `${locked} of VVV, at most ${most}`).to.equal(true);
  expect(await world.balance(world.market.stakeVault)).to.equal(locked);
}

/** Rewards are left by rounding alone, less than two units each time; the haircut waits for whoever serves quota. */
async function expectRewardsGone(world: World, left: MarketAccount, settled: bigint) {
  const { rewardStream, rewardsOwed, quotaRewardsOwed, quotaPool } = left;
  expect([rewardStream.remaining, quotaRewardsOwed]).to.deep.equal([0n, 0n]);
  expect(rewardsOwed <= 2n * settled, `${rewardsOwed} of rewards`).to.equal(true);
  expect(await world.balance(world.market.rewardVault)).to.equal(rewardsOwed + quotaPool);
}

describe("liveness: everybody leaves", () => {
  it(`in ${ORDERS} orders, and nothing is left but dust`, async () => {
    await fc.assert(
      fc.asyncProperty(order, silence, async (ways, silentSecs) => {
        const market = await ruinedMarket({ silentSecs });
        const { world, holder, saver, consumer } = market;
        const { stakeVault, bondVault, rewardVault } = world.market;
        const [people, debtors] = [everybody(market), [holder, saver, consumer]];
        const positions = await Promise.all(debtors.map((debtor) => world.position(debtor)));
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
        await expectStakeGone(world, debtors, positions);
        const left = await world.marketAccount();
        await expectRewardsGone(world, left, settled);
        expect(left.paused).to.have.members(Object.keys(constants.PAUSE));
      }),
      { numRuns: ORDERS, seed: SEED, endOnFailure: true },
    );
  });
});
