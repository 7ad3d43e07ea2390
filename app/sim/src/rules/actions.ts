/** What people do in a market. Each changes the market and the account in place. @module */
import { lockedBehind } from "./curve";
import type { Market } from "./market";
import type { Params } from "./params";
import { topUp } from "./stream";
import { report, type Served } from "./usage";

/** A staker's account: whole VVV and DIEM. */
export interface Position {
  staked: number;
  locked: number;
  /** Debt units, as they were counted in `era`. */
  units: number;
  era: number;
  feeIndex: number;
  rewardIndex: number;
  /** What it can claim: DIEM of fees, VVV of rewards. */
  fees: number;
  rewards: number;
}

/** An account that begins now. */
export function newPosition({ era, feeIndex, rewardIndex }: Market): Position {
  return { staked: 0, locked: 0, units: 0, era, feeIndex, rewardIndex, fees: 0, rewards: 0 };
}

/** Adds what the position has earned, and counts its units in today's era. */
export function settle({ haircut }: Params, market: Market, position: Position): void {
  const { feeIndex, rewardIndex, era } = market;
  const weight = position.staked - position.locked * haircut;
  position.fees += position.staked * (feeIndex - position.feeIndex);
  position.rewards += weight * (rewardIndex - position.rewardIndex);
  position.feeIndex = feeIndex;
  position.rewardIndex = rewardIndex;
  if (position.era !== era) position.units /= 2 ** (era - position.era);
  position.era = era;
}

/** Stakes `amount` VVV; a negative one takes unlocked stake out. */
export function stake(params: Params, market: Market, position: Position, amount: number): void {
  settle(params, market, position);
  market.staked += amount;
  market.weight += amount;
  position.staked += amount;
}

/** Takes all that the position has earned. */
export function claim(params: Params, market: Market, position: Position): void {
  settle(params, market, position);
  market.feesOwed -= position.fees;
  market.rewardsOwed -= position.rewards;
  position.fees = 0;
  position.rewards = 0;
}

/** New eras begin until there are fewer than two units for each DIEM. */
function renew(market: Market): void {
  if (market.supply === 0 && market.units > 0) {
    market.units = 0;
    market.era += 64;
  }
  while (market.units > 0 && market.units >= 2 * market.supply) {
    market.units /= 2;
    market.era += 1;
  }
}

/** VVV that minting `amount` DIEM locks now; infinite where the curve does not reach so far. */
export function mintCost(params: Params, { target, supply }: Market, amount: number): number {
  return lockedBehind(params, target, supply + amount) - lockedBehind(params, target, supply);
}

/** Mints `amount` DIEM. The position must have the unlocked stake, and the curve must reach so far. */
export function mint(params: Params, market: Market, position: Position, amount: number): void {
  renew(market);
  settle(params, market, position);
  const cost = mintCost(params, market, amount);
  const units = market.units === 0 ? amount : (amount * market.units) / market.supply;
  market.supply += amount;
  market.units += units;
  market.locked += cost;
  market.weight -= cost * params.haircut;
  position.locked += cost;
  position.units += units;
}

/** DIEM that clears a position's debt. */
export function billOf({ units, supply, era }: Market, position: Position): number {
  return units === 0 ? 0 : ((position.units / 2 ** (era - position.era)) * supply) / units;
}

/** What is less than a base unit of DIEM is nothing: the chain has no such amounts. */
function whole(amount: number): number {
  return amount < 1e-9 ? 0 : amount;
}

/** Burns `amount` DIEM of a position's debt, at most its bill, and frees locked stake at its own average rate. */
export function burn(params: Params, market: Market, position: Position, amount: number): void {
  renew(market);
  settle(params, market, position);
  const bill = billOf(market, position);
  const part = bill === 0 ? 1 : Math.min(amount / bill, 1);
  const freed = position.locked * part;
  const cleared = position.units * part;
  market.supply = whole(market.supply - bill * part);
  market.units = whole(market.units - cleared);
  market.locked -= freed;
  market.weight += freed * params.haircut;
  position.locked -= freed;
  position.units -= cleared;
}

/** Divides `amount` DIEM of a provider's revenue. The provider's own part leaves the market. */
export function distribute(params: Params, market: Market, amount: number): void {
  market.quotaPool += amount * params.quotaShare;
  market.treasury += amount * params.treasuryShare;
  topUp(market.feeStream, amount * params.stakersShare, params.feeStream);
}

/** Adds what a provider that offers `capacity` served in the running epoch to its record. */
export function reportUse(
  params: Params,
  { running }: Market,
  served: Served,
  capacity: number,
): void {
  if (running !== null) report(params, running, served, capacity);
}
