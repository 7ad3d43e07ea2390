import { readFileSync } from "node:fs";
import { Option, type Command } from "commander";
import type { markets } from "@diem/sim";
import { type MarketContext, type Session, UsageError } from "../../core";
import { fileFault, userPath } from "../../core/settings/paths";
import { asked, labPackage } from "./lab";
import { collected, pairsOf, textPairsOf } from "./pairs";

/** Options that say which market is simulated. */
export interface WorldOptions {
  readonly diemPrice?: string;
  readonly vvvPrice?: string;
  readonly beliefs?: string;
  readonly belief?: readonly string[];
  readonly param?: readonly string[];
  readonly offline?: boolean;
  readonly start?: readonly string[];
  readonly saved?: string;
}

/** Adds the options that say which market is simulated. */
export function worldOptions(command: Command): Command {
  return command
    .option("--diem-price <usd>", "price of DIEM in US dollars; required for a live market")
    .option("--vvv-price <usd>", "price of VVV in US dollars; required for a live market")
    .addOption(new Option("--beliefs <json>", "file with beliefs that replace the default ones"))
    .option(
      "--belief <name=value>",
      "a belief that replaces the default one; repeatable",
      collected,
    )
    .option(
      "--param <name=value>",
      "a parameter, written as in a market file; repeatable",
      collected,
    )
    .option("--offline", "a market with default parameters, instead of a live one")
    .option(
      "--start <name=value>",
      "where a market with --offline begins: supply, target, diemPrice, staked, locked; repeatable",
      collected,
    )
    .addOption(
      new Option("--saved <json>", "a saved market, instead of a live one").conflicts([
        "offline",
        "start",
        "beliefs",
        "belief",
        "diemPrice",
        "vvvPrice",
      ]),
    );
}

/** The market that the options name: the live one, one that was saved, or one that the beliefs make up. */
export async function marketOf(
  session: Session,
  options: WorldOptions,
): Promise<markets.LabMarket> {
  return changedBy(await unchangedMarketOf(session, options), options);
}

/** The market with the parameters that the options change. */
export async function changedBy(
  market: markets.LabMarket,
  { param }: WorldOptions,
): Promise<markets.LabMarket> {
  const { markets: lab, rules } = await labPackage();
  const changes = textPairsOf(param, "--param");
  const chain = asked(() => lab.paramsWith(market.chain, changes));
  return { world: { ...market.world, params: rules.paramsOf(chain) }, chain };
}

/** The same under its own parameters. */
export async function unchangedMarketOf(
  session: Session,
  options: WorldOptions,
): Promise<markets.LabMarket> {
  const { world: people, studies, rules } = await labPackage();
  if (options.saved !== undefined) return savedMarket(session, options.saved);
  if (options.offline !== true) {
    if (options.start !== undefined)
      throw new UsageError({
        name: "StartWrong",
        message: "--start is not for a live market, which begins where it stands",
        next: "add --offline, or leave out --start",
      });
    return liveMarket(session, await session.marketContext(), options);
  }
  const chosen =
    options.vvvPrice === undefined ? {} : { vvvPrice: price(options.vvvPrice, "--vvv-price") };
  const beliefs = asked(() => people.beliefsOf({ ...beliefsIn(session, options), ...chosen }));
  const chain = studies.defaultChainParams(beliefs.demand);
  const start = asked(() => people.startOf(pairsOf(options.start, "--start")));
  const world = asked(() => people.beginWorld(rules.paramsOf(chain), beliefs, start));
  asked(() => people.checkWorld(world));
  return { world, chain };
}

/** A live market as the lab takes it, with the prices and beliefs of the options. */
export async function liveMarket(
  session: Session,
  { client, market }: MarketContext,
  options: WorldOptions,
): Promise<markets.LabMarket> {
  const { markets: lab } = await labPackage();
  const beliefs = beliefsIn(session, options);
  const vvvPrice = price(options.vvvPrice, "--vvv-price");
  const diemPrice = price(options.diemPrice, "--diem-price");
  const [positions, providers, records, supply, now] = await Promise.all([
    client.read.positions(),
    client.read.providers(),
    client.read.epochRecords(),
    client.read.supply(),
    client.read.now(),
  ]);
  const accounts = { market, positions, providers, records, supply, now };
  return asked(() => lab.live({ ...accounts, beliefs, diemPrice, vvvPrice }));
}

async function savedMarket({ io }: Session, name: string): Promise<markets.LabMarket> {
  const { markets: lab } = await labPackage();
  const path = userPath(name, io);
  const text = readText(path, "name a market that `diem simulate market` saved");
  return asked(() => lab.parse(text));
}

function readText(path: string, next: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const message = `the file ${path} cannot be read: ${fileFault(cause)}`;
    throw new UsageError({ name: "FileUnreadable", message, next, cause });
  }
}

function price(text: string | undefined, option: string): number {
  const value = text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (value > 0 && Number.isFinite(value)) return value;
  const message = text === undefined ? `${option} is missing` : `invalid ${option} "${text}"`;
  const next = "give a price in US dollars, such as 2.5";
  throw new UsageError({ name: "PriceInvalid", message, next });
}

function beliefsIn(
  { io }: Session,
  { beliefs, belief }: WorldOptions,
): { readonly [name: string]: unknown } {
  const chosen = pairsOf(belief, "--belief");
  if (beliefs === undefined) return chosen;
  const path = userPath(beliefs, io);
  const next = "name a JSON file of beliefs";
  const text = readText(path, next);
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read === "object" && read !== null && !Array.isArray(read))
      return { ...read, ...chosen };
  } catch (cause) {
    const message = `the file ${path} cannot be read: ${(cause as SyntaxError).message}`;
    throw new UsageError({ name: "FileUnreadable", message, next, cause });
  }
  throw new UsageError({
    name: "FileUnreadable",
    message: `the file ${path} is not a JSON object`,
    next: 'write beliefs as { "demand": 5000 }',
  });
}
