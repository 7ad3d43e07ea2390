import type { TokenMetadata } from "../types";
import { FIELDS, fileName, type FileParams, PARAM_NAMES } from "./fields";
import { diem, duration } from "./figures";
import type { MarketFile, Opening, RoleHolder } from "./file";
import { readJson } from "./json";
import { invalidMarketFile } from "../errors/market-file-errors";
import { address, figure, object, type Reader, text } from "./shape";

const ROLES = ["authority", "guardian", "arbiter", "treasury"] as const;

const genesis = figure<Opening["genesis"]>({
  expected: '"utc-midnight", "now", or a UTC date such as "2026-12-01" or "2026-12-01T06:00:00Z"',
  read: (value) => (value === "utc-midnight" || value === "now" ? value : utcDate(value)),
});
const role = figure<RoleHolder>({
  expected: '"creator" or an address in base58',
  read: (value) => (value === "creator" ? value : address(value)),
});

/** Unix seconds; null for what is no date, or one that the calendar does not have. */
function utcDate(value: string): bigint | null {
  const complete = /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00Z` : value;
  const time = new Date(complete).getTime();
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(complete) || Number.isNaN(time)) return null;
  const same = new Date(time).toISOString() === complete.replace("Z", ".000Z");
  return same ? BigInt(time / 1_000) : null;
}

function params(value: unknown): FileParams {
  const given = object(value, "params", PARAM_NAMES.map(fileName));
  const read = PARAM_NAMES.map((name) => {
    const key = fileName(name);
    const reader: Reader<unknown> = figure<unknown>(FIELDS[name]);
    return [name, reader(given[key], `params.${key}`)];
  });
  return Object.fromEntries(read) as FileParams;
}

function opening(value: unknown): Opening {
  const given = object(value, "opening", ["epochLength", "genesis", "referencePrice"]);
  return {
    epochSecs: figure(duration)(given.epochLength, "opening.epochLength"),
    genesis: genesis(given.genesis, "opening.genesis"),
    referencePrice: figure(diem)(given.referencePrice, "opening.referencePrice"),
  };
}

function roles(value: unknown): MarketFile["roles"] {
  const given = value === undefined ? null : object(value, "roles", ROLES);
  const holder = (name: keyof MarketFile["roles"]) =>
    given === null ? "creator" : role(given[name], `roles.${name}`);
  return {
    authority: holder("authority"),
    guardian: holder("guardian"),
    arbiter: holder("arbiter"),
    treasury: holder("treasury"),
  };
}

function token(value: unknown): TokenMetadata {
  const given = object(value, "token", ["name", "symbol", "uri"]);
  return {
    name: text(1, 32)(given.name, "token.name"),
    symbol: text(1, 10)(given.symbol, "token.symbol"),
    uri: text(0, 200)(given.uri, "token.uri"),
  };
}

/**
 * Reads a market file: JSON text, or what it says as an object. What is unknown, missing or not in the form that is
 * asked for is refused; the caps come with `marketFile.params`, because some depend on the VVV mint.
 *
 * @throws `InvalidMarketFile`
 *
 * @example
 * const file = marketFile.parse(await readFile("market.json", "utf8"));
 */
export function parse(input: unknown): MarketFile {
  const known = ["token", "roles", "opening", "params"];
  const given = object(typeof input === "string" ? readJson(input) : input, "file", known);
  if (given.params === undefined) {
    throw invalidMarketFile({
      path: "params",
      problem: "is missing",
      next: "add an object with all parameters",
    });
  }
  return {
    params: params(given.params),
    opening: given.opening === undefined ? null : opening(given.opening),
    roles: roles(given.roles),
    token: given.token === undefined ? null : token(given.token),
  };
}
