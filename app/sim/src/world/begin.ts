import { power } from "../elementary";
import { mint, mintCost, newMarket, newPosition, openRecord, type Params, stake } from "../rules";
import type { Beliefs } from "./beliefs";
import { EPOCHS_OF_YEAR } from "./consumers";
import { spread } from "./spread";
import type { Minter, Provider, Stakers, World } from "./state";

/** Supply over target, and price of DIEM over what its quota is worth, as a market begins. */
const FIRST_RATIO = 0.8;
const FIRST_PRICE = 0.6;
/** Stake of the minters, in parts of what they lock. */
const MINTERS_STAKE = 1.5;
/** Capacity in parts of the use. */
const FIRST_CAPACITY = 1.3;

/** A market that has run for a while: use, target, supply and stake are near what the beliefs would lead to. */
export function beginWorld(params: Params, beliefs: Beliefs): World {
  const { creditPrice } = beliefs;
  const use = beliefs.demand * power(creditPrice, -beliefs.demandElasticity);
  const saved = params.creditsPerDiem * beliefs.quotaUse * creditPrice * EPOCHS_OF_YEAR;
  const diemPrice = (saved / beliefs.holderReturn) * FIRST_PRICE;
  const reference = within(creditPrice / diemPrice, params.referenceFloor, params.referenceCap);
  const wanted = (use * params.targetShare) / params.creditsPerDiem;
  const target = within(wanted, params.targetFloor, params.targetCap);
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
  const locked = mintCost(params, market, target * FIRST_RATIO);
  const minters = spread(beliefs.lockCost, beliefs.minters).map((lockCost): Minter => {
    const position = newPosition(market);
    const amount = (target * FIRST_RATIO) / beliefs.minters;
    stake(params, market, position, mintCost(params, market, amount) * MINTERS_STAKE);
    mint(params, market, position, amount);
    return { lockCost, position };
  });
  const usual = (locked * beliefs.stakeDepth) / beliefs.stakers;
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
