/** Stakers: who mints, who burns, and how much is staked. @module */
import { power } from "../elementary";
import {
  billOf,
  burn,
  marginalRate,
  mint,
  mintCost,
  type Position,
  releasedInEpoch,
  stake,
  supplyAtRate,
} from "../rules";
import { EPOCHS_OF_YEAR } from "./consumers";
import type { World } from "./state";

/** What a change of debt must gain before anybody makes it. */
const THRESHOLD = 1.05;
/** Largest change of a group's stake in a day; least and most that it holds, in parts of its usual stake. */
const STAKE_SPEED = 0.01;
const MIN_STAKE = 0.2;
const MAX_STAKE = 3;

/** VVV rewards of a year for one VVV of weight. */
export function rewardReturn(world: World): number {
  const { rewardStream, weight } = world.market;
  return weight === 0 ? 0 : (releasedInEpoch(rewardStream) * EPOCHS_OF_YEAR) / weight;
}

/** Minters mint where their DIEM earns more than their lock costs, and burn where it earns less. */
export function chooseDebts(world: World): void {
  const { params, beliefs, around } = world;
  const benefit = beliefs.minterReturn * world.diemPrice;
  const forgone = params.haircut * rewardReturn(world);
  for (const { position, lockCost } of world.minters) {
    chooseDebt(world, position, benefit / ((lockCost + forgone) * around.vvvPrice));
  }
}

/** `worthwhile` is the VVV that a DIEM may lock. */
function chooseDebt(
  { params, beliefs, market }: World,
  position: Position,
  worthwhile: number,
): void {
  const bill = billOf(market, position);
  const average = bill === 0 ? 0 : position.locked / bill;
  if (average > worthwhile * THRESHOLD) {
    burn(params, market, position, bill * beliefs.mintSpeed);
    return;
  }
  const goal = supplyAtRate(params, market.target, worthwhile / THRESHOLD);
  if (goal > market.supply) {
    const amount = ((goal - market.supply) * beliefs.mintSpeed) / beliefs.minters;
    const missing = mintCost(params, market, amount) - (position.staked - position.locked);
    if (!Number.isFinite(missing)) return;
    if (missing > 0) stake(params, market, position, missing);
    mint(params, market, position, amount);
    return;
  }
  // to burn and mint again at today's rate frees VVV where the target rose
  if (average > THRESHOLD * marginalRate(params, market.target, market.supply)) {
    const amount = bill * beliefs.mintSpeed;
    burn(params, market, position, amount);
    mint(params, market, position, amount);
  }
}

/** Stake follows its return: each group holds more than usual where it is above what the group wants. */
export function chooseStake(world: World): void {
  const { params, beliefs, market, around, diemPrice, stakers } = world;
  if (market.staked === 0) return;
  const yearly = releasedInEpoch(market.feeStream) * EPOCHS_OF_YEAR * diemPrice;
  const earned = yearly / (market.staked * around.vvvPrice) + rewardReturn(world);
  for (const { position, usual, wanted } of stakers) {
    const factor = power(earned / wanted, beliefs.stakeElasticity);
    const goal = usual * Math.max(MIN_STAKE, Math.min(MAX_STAKE, factor));
    const most = position.staked * STAKE_SPEED;
    stake(params, market, position, Math.max(-most, Math.min(most, goal - position.staked)));
  }
}
