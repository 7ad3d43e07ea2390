import { constants } from "@diem/sdk";
import { runPath } from "../paths";
import { type ChainParams, type Params, paramsOf } from "../rules";
import { beginWorld, type Beliefs, randomBeliefs, randomOf, type World } from "../world";

/** Days in which a random market settles before anything happens to it. */
const SETTLING_DAYS = 400;
const VVV_DECIMALS = 9;

/** The default parameters of a market in which `use` credits are used a day, as the chain has them. */
export function defaultChainParams(use: number): ChainParams {
  const diem = (amount: number) => BigInt(Math.round(amount * Number(constants.DIEM_UNIT)));
  const params = constants.defaultParams({
    vvvDecimals: VVV_DECIMALS,
    targetFloor: diem(Math.max(use / 100, 1)),
    referencePriceFloor: diem(0.00002),
    referencePriceCap: diem(0.2),
  });
  return { params, vvvDecimals: VVV_DECIMALS, epochSecs: constants.DEFAULT_EPOCH_SECS };
}

/** The same as numbers. */
export function defaultParams(use: number): Params {
  return paramsOf(defaultChainParams(use));
}

/** A random market that has settled. The same seed gives the same one. */
export function randomMarket(seed: number, fixed: Partial<Beliefs> = {}): World {
  const beliefs = randomBeliefs(randomOf(seed, 1), fixed);
  const from = beginWorld(defaultParams(beliefs.demand), beliefs);
  const settled = runPath({ from, seed: seed + 0x5eed, days: SETTLING_DAYS });
  return settled;
}
