import { power } from "../elementary";
import {
  largestSupply,
  type Market,
  mint,
  mintCost,
  newMarket,
  newPosition,
  onCurve,
  openRecord,
  type Params,
  type Position,
  stake,
} from "../rules";
import type { Beliefs } from "./beliefs";
import { EPOCHS_OF_YEAR } from "./consumers";
import { spread } from "./spread";
import { type Start, startWrong } from "./start";
import type { Minter, Provider, Stakers, World } from "./state";

/** Supply over target, and price of DIEM over what its quota is worth, as a market begins. */
const FIRST_RATIO = 0.8;
const FIRST_PRICE = 0.6;
/** Stake of the minters, in parts of what they lock. */
const MINTERS_STAKE = 1.5;
/** Capacity in parts of the use. */
const FIRST_CAPACITY = 1.3;

/**
 * A market that has run for a while: use, target, supply and stake are near what the beliefs would lead to, or what `start`
 * says.
 *
 * @throws SimError `StartWrong` where `start` contradicts itself.
 *
 * @example
 * const market = world.beginWorld(params, beliefs, world.startOf({ supply: 37_759.6, target: 40_000 }));
 */
export function beginWorld(params: Params, beliefs: Beliefs, start: Start = {}): World {
  const { creditPrice } = beliefs;
  const use = beliefs.demand * power(creditPrice, -beliefs.demandElasticity);
  const saved = params.creditsPerDiem * beliefs.quotaUse * creditPrice * EPOCHS_OF_YEAR;
  const diemPrice = start.diemPrice ?? (saved / beliefs.holderReturn) * FIRST_PRICE;
  const reference = within(creditPrice / diemPrice, params.referenceFloor, params.referenceCap);
  const wanted = (use * params.targetShare) / params.creditsPerDiem;
  const target = start.target ?? within(wanted, params.targetFloor, params.targetCap);
  const supply = start.supply ?? target * FIRST_RATIO;
  const capacity = use * FIRST_CAPACITY;
  const market = newMarket(params, reference);
  Object.assign(market, {
    served: use,
    target,
    nextTarget: target,
    capacity,
    nextCapacity: capacity,
  });
  market.running = openRecord(reference, capacity);
  if (!onCurve(params, target, supply))
    throw startWrong(
      `a supply of ${supply} DIEM is beyond the curve of a target of ${target} DIEM`,
      `begin with at most ${largestSupply(params, target).toFixed(0)} DIEM`,
    );
  if (beliefs.minters === 0 && (start.supply ?? start.locked) !== undefined)
    throw startWrong("nobody mints, and DIEM or a lock is given", "believe in at least one minter");
  const cost = mintCost(params, market, supply);
  const locked = start.locked ?? cost;
  const owned = beliefs.minters === 0 ? 0 : locked * MINTERS_STAKE;
  const minters = spread(beliefs.lockCost, beliefs.minters).map((lockCost): Minter => {
    const position = newPosition(market);
    const amount = supply / beliefs.minters;
    const own = owned / beliefs.minters;
    stake(params, market, position, Math.max(own, mintCost(params, market, amount)));
    mint(params, market, position, amount);
    relock(params, market, position, { locked: locked / beliefs.minters, staked: own });
    return { lockCost, position };
  });
  const free = start.staked === undefined ? locked * beliefs.stakeDepth : start.staked - owned;
  if (free < 0)
    throw startWrong(
      `minters stake ${owned.toFixed(0)} VVV for what they lock, of ${start.staked ?? 0} VVV in all`,
      "begin with more staked, or with less locked",
    );
  const usual = free / beliefs.stakers;
  const stakers = spread(beliefs.stakeReturn, beliefs.stakers).map((wanted): Stakers => {
    const position = newPosition(market);
    stake(params, market, position, usual);
    return { position, usual, wanted };
  });
  const sold = use / beliefs.providers;
  const providers = spread(beliefs.servingCost, beliefs.providers).map((cost, nth): Provider => ({
    capacity: capacity / beliefs.providers,
    offered: (sold * params.quotaMatch) / beliefs.quotaUse,
    cost,
    faithful: nth < beliefs.faithful,
    sold,
    quota: 0,
    earned: 0,
  }));
  return {
    params,
    beliefs,
    day: 0,
    market,
    around: { demand: 1, vvvPrice: beliefs.vvvPrice, funded: true },
    diemPrice,
    creditPrice,
    providers,
    minters,
    stakers,
    quotaStake: 0,
    paidIn: { diem: 0, vvv: 0 },
    coverage: params.quotaCap,
  };
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

/** Gives a position the lock and the stake of its history, not what its debt would lock today. */
function relock(
  params: Params,
  market: Market,
  position: Position,
  { locked, staked }: Pick<Position, "locked" | "staked">,
): void {
  stake(params, market, position, staked - position.staked);
  market.locked += locked - position.locked;
  market.weight -= (locked - position.locked) * params.haircut;
  position.locked = locked;
}
