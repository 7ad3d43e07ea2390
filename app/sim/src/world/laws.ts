/** Invariants of a market. @module */
import { billOf, burn, type Position } from "../rules";
import { copyWorld, type World } from "./state";

/** Rounding of floating point: a part of a figure. */
const ROUNDING = 1e-9;

/** DIEM that rounding may leave. */
const DUST = 1e-6;

function differs(found: number, expected: number, scale: number): boolean {
  return !(Math.abs(found - expected) <= ROUNDING * Math.max(Math.abs(scale), 1));
}

/** All accounts of stakers. */
function positionsOf({ minters, stakers }: World): readonly Position[] {
  return [...minters, ...stakers].map(({ position }) => position);
}

function sum(positions: readonly Position[], part: (position: Position) => number): number {
  return positions.reduce((total, position) => total + part(position), 0);
}

/**
 * The first broken conservation law of a market since `began`, or null: each token that went in is owed to somebody,
 * sums of accounts are the market's totals, and debts are no larger than what exists.
 */
export function brokenLaw(world: World, began: World): string | null {
  const { market, params, paidIn } = world;
  const positions = positionsOf(world);
  const fees = ({
    market: { feeStream, feesOwed, treasury, quotaPool, quotaRewardsOwed },
  }: World) => feeStream.remaining + feesOwed + treasury + quotaPool + quotaRewardsOwed;
  const rewards = ({ market: { rewardStream, rewardsOwed } }: World) =>
    rewardStream.remaining + rewardsOwed;
  const diem = fees(began) + paidIn.diem - began.paidIn.diem;
  const vvv = rewards(began) + paidIn.vvv - began.paidIn.vvv;
  const weight = market.staked - market.locked * params.haircut;
  const laws: readonly (readonly [string, boolean])[] = [
    ["fees that came in are owed to somebody", differs(fees(world), diem, diem)],
    ["rewards that came in are owed to somebody", differs(rewards(world), vvv, vvv)],
    [
      "stakes sum up to all stake",
      differs(
        sum(positions, (each) => each.staked),
        market.staked,
        market.staked,
      ),
    ],
    [
      "locks sum up to all that is locked",
      differs(
        sum(positions, (each) => each.locked),
        market.locked,
        market.staked,
      ),
    ],
    ["weight is stake less the haircut", differs(market.weight, weight, market.staked)],
    [
      "no more is locked than staked",
      positions.some((each) => each.locked > each.staked * (1 + ROUNDING)),
    ],
    [
      "bills sum up to no more than exists",
      sum(positions, (each) => billOf(market, each)) > market.supply * (1 + 1e-6),
    ],
    ["the pool is not overdrawn", !(market.quotaPool >= 0)],
  ];
  return laws.find(([, broken]) => broken)?.[0] ?? null;
}

/** Whether all minters can leave: each burns its bill, one after the other, and has all its stake free then. */
export function canAllLeave(world: World): boolean {
  const { market, minters, params } = copyWorld(world);
  for (const { position } of minters) {
    const bill = billOf(market, position);
    if (!(bill <= market.supply + DUST)) return false;
    burn(params, market, position, bill);
    if (position.locked > ROUNDING * Math.max(position.staked, 1)) return false;
  }
  return true;
}
