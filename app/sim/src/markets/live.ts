import { SimError } from "../errors";
import { beliefsOf, checkWorld, liveWorld, type LiveInput } from "../world";
import type { LabMarket } from "./saved";

/** What a live market is made of: its accounts, two prices in US dollars, and beliefs that replace the usual ones. */
export interface LiveMarketInput extends Omit<LiveInput, "beliefs" | "demand"> {
  readonly beliefs: { readonly [name: string]: unknown };
}

/** Beliefs that a live market answers by itself. */
const READ = ["vvvPrice", "creditPrice", "providers", "faithful", "minters", "stakeDepth"];

/**
 * A live market as it stands, ready to be simulated. Epochs that nobody rolled yet are rolled.
 *
 * @throws SimError `BeliefWrong` for beliefs that are wrong, or that are read from a live market; `MarketNotSimulated` for a
 * market that the rules cannot go on from; `WrongEpochRecord` where a record is missing that rolling needs.
 *
 * @example
 * const { world } = markets.live({ market, positions, providers, records, supply, now, beliefs: {}, diemPrice, vvvPrice });
 */
export function live({ beliefs: given, ...accounts }: LiveMarketInput): LabMarket {
  const read = READ.find((name) => Object.hasOwn(given, name));
  if (read !== undefined) {
    const next = "leave it out: a live market has it, and its prices are given apart";
    throw new SimError("BeliefWrong", `belief ${read} is not for a live market`, next);
  }
  const beliefs = beliefsOf(given);
  const demand = Object.hasOwn(given, "demand") ? beliefs.demand : undefined;
  const world = liveWorld({ ...accounts, beliefs, demand });
  checkWorld(world);
  return { world, chain: accounts.market };
}
