import { readFileSync } from "node:fs";
import { Option, type Command } from "commander";
import type { world } from "@diem/sim";
import { type MarketContext, type Session, UsageError } from "../../core";
import { fileFault, userPath } from "../../core/settings/paths";
import { asked, labPackage } from "./lab";

/** Options that say which market is simulated. */
export interface WorldOptions {
  readonly diemPrice?: string;
  readonly vvvPrice?: string;
  readonly beliefs?: string;
  readonly offline?: boolean;
}

/** Adds the options that say which market is simulated. */
export function worldOptions(command: Command): Command {
  return command
    .option("--diem-price <usd>", "what a DIEM is worth; needed for a live market")
    .option("--vvv-price <usd>", "what a VVV is worth; needed for a live market")
    .addOption(new Option("--beliefs <json>", "file with beliefs that replace the usual ones"))
    .option("--offline", "a market of the beliefs with default parameters, instead of a live one");
}

/** The market that the options name: the live one, or one that the beliefs make up. */
export async function worldOf(session: Session, options: WorldOptions): Promise<world.World> {
  const { world: people, studies } = await labPackage();
  if (options.offline !== true) return liveWorld(session, await session.marketContext(), options);
  const beliefs = asked(() => people.beliefsOf(beliefsIn(session, options)));
  return people.beginWorld(studies.defaultParams(beliefs.demand), beliefs);
}

/** A live market as the lab takes it, with the prices and beliefs of the options. */
export async function liveWorld(
  session: Session,
  { client, market }: MarketContext,
  options: WorldOptions,
): Promise<world.World> {
  const { world: people } = await labPackage();
  const beliefs = asked(() => people.beliefsOf(beliefsIn(session, options)));
  const vvvPrice = price(options.vvvPrice, "--vvv-price");
  const diemPrice = price(options.diemPrice, "--diem-price");
  const [positions, providers, records, supply, now] = await Promise.all([
    client.read.positions(),
    client.read.providers(),
    client.read.epochRecords(),
    client.read.supply(),
    client.read.now(),
  ]);
  const live = { market, positions, providers, records, supply, now, beliefs, diemPrice, vvvPrice };
  const found = people.liveWorld(live);
  asked(() => people.checkWorld(found));
  return found;
}

function price(text: string | undefined, option: string): number {
  const value = text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (value > 0 && Number.isFinite(value)) return value;
  const message = text === undefined ? `${option} is missing` : `invalid ${option} "${text}"`;
  const next = "give a price in US dollars, such as 2.5: no price of a token is on chain";
  throw new UsageError({ name: "PriceInvalid", message, next });
}

function beliefsIn(
  { io }: Session,
  { beliefs, vvvPrice }: WorldOptions,
): { readonly [name: string]: unknown } {
  const chosen = vvvPrice === undefined ? {} : { vvvPrice: price(vvvPrice, "--vvv-price") };
  if (beliefs === undefined) return chosen;
  const path = userPath(beliefs, io);
  try {
    const read: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof read === "object" && read !== null && !Array.isArray(read))
      return { ...read, ...chosen };
  } catch (cause) {
    const message = `the file ${path} cannot be read: ${cause instanceof SyntaxError ? cause.message : fileFault(cause)}`;
    throw new UsageError({
      name: "FileUnreadable",
      message,
      next: "name a JSON file of beliefs",
      cause,
    });
  }
  throw new UsageError({
    name: "FileUnreadable",
    message: `the file ${path} holds no object`,
    next: 'write beliefs as { "demand": 5000 }',
  });
}
