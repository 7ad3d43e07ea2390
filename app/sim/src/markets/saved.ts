/** A saved market, so that the same run can be repeated elsewhere. @module */
import * as marketFile from "@diem/sdk/market-file";
import { SimError } from "../errors";
import { type ChainParams, openRecord, paramsOf } from "../rules";
import { defaultChainParams } from "../studies";
import {
  beginWorld,
  beliefsOf,
  brokenLaw,
  checkWorld,
  DEFAULT_BELIEFS,
  type World,
} from "../world";
import { textsOf } from "./params";

/** A market that can be simulated, and its parameters as the chain has them. */
export interface LabMarket {
  readonly world: World;
  readonly chain: ChainParams;
}

const FORMAT = "diem-lab-market-2";

/** The text of a market, which {@link parse} reads back to the same figures. */
export function format({ world, chain }: LabMarket): string {
  const { vvvDecimals, epochSecs } = chain;
  const params = textsOf(chain);
  return `${JSON.stringify({ format: FORMAT, vvvDecimals, epochSecs: String(epochSecs), params, world }, null, 2)}\n`;
}

/**
 * Reads a saved market.
 *
 * @throws SimError `SavedMarketWrong` for a text that is none, `MarketNotSimulated` for a market that the rules cannot go on
 * from; `BeliefWrong` for beliefs out of their bounds; `InvalidMarketFile` for parameters that are none.
 *
 * @example
 * const { world } = markets.parse(await readFile("market.json", "utf8"));
 */
export function parse(text: string): LabMarket {
  const read = jsonOf(text);
  const { format: found, vvvDecimals, epochSecs, params, world } = read;
  if (found !== FORMAT) throw wrong("it is not one that the lab saved");
  if (
    !Number.isInteger(vvvDecimals) ||
    typeof epochSecs !== "string" ||
    !/^\d{1,9}$/.test(epochSecs)
  )
    throw wrong("vvvDecimals or epochSecs is not a whole number");
  const file = marketFile.parse({ params });
  const units = { vvvDecimals: vvvDecimals as number, epochSecs: BigInt(epochSecs) };
  const chain = { params: marketFile.params({ file, ...units }), ...units };
  const template = beginWorld(paramsOf(defaultChainParams(1)), DEFAULT_BELIEFS);
  const misshapen = unlike(world, template, "world");
  if (misshapen !== null) throw wrong(misshapen);
  const market = { ...(world as World), params: paramsOf(chain) };
  checkWorld(market);
  beliefsOf({ ...market.beliefs });
  const { market: state, providers, minters, stakers, around } = market;
  const negative = belowZero({ market: state, providers, minters, stakers, around }, "world");
  if (negative !== null) throw wrong(`${negative} is below zero`);
  const broken = brokenLaw(market, market);
  if (broken !== null) throw wrong(`it breaks the law that ${broken}`);
  return { world: market, chain };
}

/** Rounding may leave so much. */
const DUST = -1e-6;

/** Where a figure is below zero; null where none is. What a provider has earned may be. */
function belowZero(value: unknown, path: string): string | null {
  if (typeof value === "number") return value < DUST && !path.endsWith(".earned") ? path : null;
  if (typeof value !== "object" || value === null) return null;
  return firstOf(Object.entries(value).map(([name, each]) => belowZero(each, `${path}.${name}`)));
}

function jsonOf(text: string): { readonly [name: string]: unknown } {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === "object" && read !== null && !Array.isArray(read)) return { ...read };
  } catch {
    throw wrong("it is not JSON");
  }
  throw wrong("it is not an object");
}

/** Where a value has another shape than the template; null where it has the same. Records of epochs may be missing. */
function unlike(value: unknown, template: unknown, path: string): string | null {
  if (value === null && /\.(before|running)$/.test(path)) return null;
  if (template === null) return unlike(value, openRecord(1, 1), path);
  if (typeof template !== "object") {
    const fits =
      typeof value === typeof template && (typeof value !== "number" || Number.isFinite(value));
    return fits ? null : `${path} is no ${typeof template}`;
  }
  if (
    typeof value !== "object" ||
    value === null ||
    Array.isArray(value) !== Array.isArray(template)
  )
    return `${path} is no ${Array.isArray(template) ? "list" : "object"}`;
  if (Array.isArray(template)) {
    const list = value as unknown[];
    // numbers are the two ends of a range; people are as many as there are
    if (typeof template[0] === "number" && list.length !== template.length)
      return `${path} has ${list.length} figures`;
    return firstOf(list.map((each, nth) => unlike(each, template[0], `${path}.${nth}`)));
  }
  const names = Object.keys(template);
  const unknown = Object.keys(value).find((name) => !names.includes(name));
  if (unknown !== undefined) return `${path}.${unknown} is unknown`;
  const given = value as { readonly [name: string]: unknown };
  const expected = template as { readonly [name: string]: unknown };
  return firstOf(names.map((name) => unlike(given[name], expected[name], `${path}.${name}`)));
}

function firstOf(found: readonly (string | null)[]): string | null {
  return found.find((each) => each !== null) ?? null;
}

function wrong(problem: string): SimError {
  const next = "save the market again, in the page's lab or with `diem simulate market`";
  return new SimError("SavedMarketWrong", `this is not a saved market: ${problem}`, next);
}
