/** The factors of a tornado chart: beliefs and parameters, each changed down and up by a part of itself. @module */
import { isDiemError } from "@diem/sdk/errors";
import * as marketFile from "@diem/sdk/market-file";
import { type ChainParams, paramsOf } from "../rules";
import type { Factor, FactorEnd } from "../studies";
import { BELIEF_BOUNDS, type Beliefs } from "../world";
import { paramsWith, textsOf } from "./params";

/** Beliefs that count on every day of a path; the others only say how a market begins. */
const BELIEFS = [
  "demand",
  "demandElasticity",
  "demandGrowth",
  "quotaAppetite",
  "quotaUse",
  "substitution",
  "paymentDays",
  "holderReturn",
  "holderElasticity",
  "speculation",
  "priceSpeed",
  "vvvDrift",
  "stakeElasticity",
  "stakeReturn",
  "minterReturn",
  "mintSpeed",
  "idleSaving",
  "bondReturn",
  "capacitySpeed",
  "creditPriceSpeed",
  "servingCost",
  "lockCost",
] as const satisfies readonly (keyof Beliefs)[];

/** Parameters that a change may have, and that the rules of an epoch use. */
const PARAMS = [
  "feeStreamSecs",
  "steepnessBps",
  "targetShareBps",
  "useEmaBps",
  "maxTargetStepBps",
  "quotaMatchBps",
  "quotaCapBps",
  "quotaPoolEpochs",
  "maxPriceStepBps",
  "bondPerCredit",
] as const satisfies readonly marketFile.ParamName[];

/**
 * Each belief and parameter at `spread` below and above what it is, such as 0.5 for half; a belief of zero at that much below
 * and above. An end that a bound or a law of the program forbids is null.
 */
export function factorsOf(chain: ChainParams, beliefs: Beliefs, spread: number): Factor[] {
  return [
    ...BELIEFS.map((name) => beliefFactor(beliefs, name, spread)),
    ...PARAMS.map((name) => paramFactor(chain, name, spread)),
  ];
}

function beliefFactor(beliefs: Beliefs, name: (typeof BELIEFS)[number], spread: number): Factor {
  const [least, most] = BELIEF_BOUNDS[name];
  const moved = (value: number, by: number) => (value === 0 ? by : value * (1 + by));
  const end = (by: number): FactorEnd | null => {
    const value = beliefs[name];
    const figures = typeof value === "number" ? [value] : value;
    const next = figures.map((figure) => Number(moved(figure, by).toPrecision(6)));
    if (next.some((figure) => figure < least || figure > most)) return null;
    return {
      shown: next.join(" to "),
      beliefs: { [name]: typeof value === "number" ? next[0] : next },
    };
  };
  return { name, low: end(-spread), high: end(spread) };
}

function paramFactor(chain: ChainParams, name: (typeof PARAMS)[number], spread: number): Factor {
  const key = marketFile.fileName(name);
  const end = (by: number): FactorEnd | null => {
    const value = chain.params[name];
    const scaled = Math.round(Number(value) * (1 + by));
    const next = { ...chain.params, [name]: typeof value === "bigint" ? BigInt(scaled) : scaled };
    const shown = textsOf({ ...chain, params: next })[key] ?? "";
    try {
      return { shown, params: paramsOf(paramsWith(chain, { [key]: shown })) };
    } catch (error) {
      if (isDiemError(error, "InvalidMarketFile")) return null;
      throw error;
    }
  };
  return { name: key, low: end(-spread), high: end(spread) };
}
