/** Refuses beliefs and markets that cannot be simulated sensibly. @module */
import { SimError } from "../errors";
import { onCurve } from "../rules";
import { type Beliefs, DEFAULT_BELIEFS } from "./beliefs";
import type { World } from "./state";

type Bounds = readonly [least: number, most: number];

const ANY_PART: Bounds = [0, 1];
const ANY_PRICE: Bounds = [1e-9, 1e12];

/** Least and most of each belief. */
export const BELIEF_BOUNDS: { readonly [Name in keyof Beliefs]: Bounds } = {
  demand: [0, 1e12],
  demandElasticity: [0, 10],
  demandGrowth: [-0.99, 1_000],
  demandVolatility: [0, 5],
  quotaAppetite: ANY_PART,
  quotaUse: [0.01, 1],
  substitution: ANY_PART,
  paymentDays: [0, 365],
  holderReturn: [0.001, 10],
  holderElasticity: [0, 20],
  speculation: [0, 10],
  priceSpeed: ANY_PART,
  vvvPrice: ANY_PRICE,
  vvvDrift: [-10, 10],
  vvvVolatility: [0, 5],
  stakeDepth: [0.01, 1_000],
  stakers: [1, 1_000],
  stakeReturn: [0.001, 10],
  stakeElasticity: [0, 5],
  fundedReturn: [0, 10],
  minterReturn: [0, 10],
  lockCost: [0.0001, 10],
  mintSpeed: ANY_PART,
  minters: [0, 100_000],
  providers: [0, 100_000],
  faithful: [0, 100_000],
  servingCost: [0, 10],
  idleSaving: [0.01, 1],
  bondReturn: [0, 10],
  capacitySpeed: [0, 0.5],
  creditPrice: [0.001, 10],
  creditPriceSpeed: [0, 2],
};

/**
 * Beliefs in which the given ones replace the usual ones.
 *
 * @throws SimError `BeliefWrong` for a name that is unknown, and for a figure that is no number or out of its bounds.
 *
 * @example
 * const beliefs = world.beliefsOf({ demand: 5_000, vvvPrice: 2.5 });
 */
export function beliefsOf(given: { readonly [name: string]: unknown }): Beliefs {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(BELIEF_BOUNDS, name)) {
      throw new SimError(
        "BeliefWrong",
        `unknown belief "${name}"`,
        `use one of ${Object.keys(BELIEF_BOUNDS).join(", ")}`,
      );
    }
    checkBelief(name as keyof Beliefs, value);
  }
  const beliefs: Beliefs = { ...DEFAULT_BELIEFS, ...given };
  if (beliefs.faithful > beliefs.providers)
    throw new SimError(
      "BeliefWrong",
      `belief faithful is ${beliefs.faithful}, of ${beliefs.providers} providers`,
      "write no more faithful providers than providers",
    );
  return beliefs;
}

/** Beliefs that are numbers of people. */
const COUNTS: readonly (keyof Beliefs)[] = ["minters", "providers", "stakers", "faithful"];

function checkBelief(name: keyof Beliefs, value: unknown): void {
  const pair = Array.isArray(DEFAULT_BELIEFS[name]);
  const [least, most] = BELIEF_BOUNDS[name];
  const figures: readonly unknown[] = pair && Array.isArray(value) ? value : [value];
  const rising = figures.length === 1 || Number(figures[0]) <= Number(figures[1]);
  const whole = COUNTS.includes(name);
  const holds = figures.every(
    (figure) =>
      typeof figure === "number" &&
      figure >= least &&
      figure <= most &&
      (!whole || Number.isInteger(figure)),
  );
  if (holds && rising && figures.length === (pair ? 2 : 1)) return;
  const shown = pair ? "two rising numbers" : whole ? "a whole number" : "a number";
  throw new SimError(
    "BeliefWrong",
    `belief ${name} is ${typeof value === "number" ? value : JSON.stringify(value)}`,
    `write ${shown} from ${least} to ${most}`,
  );
}

/**
 * Refuses a market that the rules cannot go on from.
 *
 * @throws SimError `MarketNotSimulated`.
 */
export function checkWorld(world: World): void {
  const { market, params, diemPrice } = world;
  if (!onCurve(params, market.target, market.supply)) {
    throw new SimError(
      "MarketNotSimulated",
      `its supply of ${market.supply} DIEM is beyond the curve of a target of ${market.target} DIEM`,
      "wait until DIEM is burnt or the target has risen: nobody can mint in such a market",
    );
  }
  const prices = [diemPrice, world.creditPrice, world.around.vvvPrice];
  if (!prices.every((price) => price > 0 && Number.isFinite(price)))
    throw new SimError(
      "MarketNotSimulated",
      "DIEM, VVV or a credit has no price",
      "give prices of DIEM and VVV above zero",
    );
  const [least, most] = BELIEF_BOUNDS.creditPrice;
  if (world.creditPrice >= least && world.creditPrice <= most) return;
  throw new SimError(
    "MarketNotSimulated",
    `a credit costs ${world.creditPrice} US dollars at this price of DIEM`,
    `give a price of DIEM at which a credit costs ${least} to ${most} US dollars`,
  );
}
