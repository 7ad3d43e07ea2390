import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { ConfigError } from "@diem/config";
import { priceListBytes } from "@diem/wire";
import { stringify } from "yaml";
import { configSchema, type GatewayConfigInput } from "./config/schema";
import { pricedBy, type PriceTable } from "./price-table";
import { upstreamKey } from "./secrets";
import { tokenizerOf } from "./upstream/prompt-counter";
import { hashOf, modelsSold } from "./write-prices";

/** See {@link initGateway}. */
export interface InitInput {
  /** Where the files are written; made where it is missing. */
  readonly folder: string;
  readonly chain: Pick<
    GatewayConfigInput["chain"],
    "url" | "wsUrl" | "market" | "provider" | "program" | "operator"
  >;
  readonly upstream: Pick<GatewayConfigInput["upstream"], "url" | "keyFile" | "keyVariable">;
  /** What the models of the upstream cost. */
  readonly table: PriceTable;
}

/** What was written. */
export interface Initialised {
  readonly config: string;
  readonly prices: string;
  /** Of the price list, for the chain. */
  readonly hash: string;
  readonly models: readonly string[];
}

const CONFIG = "gateway.yaml";
const PRICES = "prices.json";

/**
 * Writes the configuration of a gateway and a price list with the models that its upstream has.
 *
 * @throws ConfigError where the files are there already; a Refusal or an Error where the upstream does not answer.
 */
export async function initGateway({
  folder,
  chain,
  upstream,
  table,
}: InitInput): Promise<Initialised> {
  const [config, prices] = [join(folder, CONFIG), join(folder, PRICES)];
  const there = [config, prices].find((file) => existsSync(file));
  if (there !== undefined) {
    throw new ConfigError(`${there} already exists: choose another folder, or move it away`);
  }
  const models = await modelsSold(upstream);
  const list = pricedBy(table, models);
  const key = upstreamKey(configSchema.shape.upstream.parse(upstream));
  const tokenizer = await tokenizerOf({ url: upstream.url, key }, models[0] ?? "");
  const written: GatewayConfigInput = {
    chain: { ...chain, operator: fromFolder(folder, chain.operator) },
    upstream: { ...upstream, ...(tokenizer === null ? {} : { tokenizer }) },
    prices: { files: [PRICES] },
    store: "store",
  };
  mkdirSync(folder, { recursive: true });
  // the file's own bytes are hashed where it is named for the chain
  writeFileSync(prices, priceListBytes(list), { flag: "wx" });
  writeFileSync(config, stringify(written), { flag: "wx" });
  return { config, prices, hash: hashOf(list), models };
}

/** A path as a file in the folder names it. */
function fromFolder(folder: string, path: string): string {
  const short = relative(folder, path);
  return short.startsWith("..") ? path : short;
}
