import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { ConfigError } from "@diem/config";
import { hashToText, type PriceList, priceListBytes, priceListHash } from "@diem/wire";
import { configSchema, type GatewayConfigInput } from "./config/schema";
import { pricedBy, type PriceTable } from "./price-table";
import { upstreamKey } from "./secrets";
import { upstreamModels } from "./upstream/models";

/** See {@link writePrices}. */
export interface WritePricesInput {
  /** The price list to write; an existing file is replaced. */
  readonly file: string;
  readonly upstream: Pick<GatewayConfigInput["upstream"], "url" | "keyFile" | "keyVariable">;
  readonly table: PriceTable;
}

/** The result. */
export interface WrittenPrices {
  /** Of the price list, for the chain. */
  readonly hash: string;
  readonly models: readonly string[];
  /** Whether the file has changed. */
  readonly changed: boolean;
}

/**
 * Writes a price list of the models that an upstream has, by a table in US dollars.
 *
 * @throws ConfigError; an Error where the upstream does not answer.
 */
export async function writePrices({
  file,
  upstream,
  table,
}: WritePricesInput): Promise<WrittenPrices> {
  const models = await modelsSold(upstream);
  const list = pricedBy(table, models);
  const bytes = Buffer.from(priceListBytes(list));
  const changed = !existsSync(file) || !readFileSync(file).equals(bytes);
  // a gateway that reads the file meanwhile finds a complete version
  const unfinished = `${file}.unfinished`;
  writeFileSync(unfinished, bytes);
  renameSync(unfinished, file);
  return { hash: hashOf(list), models, changed };
}

/** Models of an upstream. Throws a ConfigError where it has none. */
export async function modelsSold(
  upstream: WritePricesInput["upstream"],
): Promise<readonly string[]> {
  const key = upstreamKey(configSchema.shape.upstream.parse(upstream));
  const models = await upstreamModels({ url: upstream.url, key });
  if (models.length > 0) return models;
  throw new ConfigError(`${upstream.url} has no models: load one, or choose another upstream`);
}

export function hashOf(list: PriceList): string {
  return hashToText(priceListHash(list));
}
