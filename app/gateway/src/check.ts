import { access, constants as modes, mkdir } from "node:fs/promises";
import { requireFree } from "@diem/config";
import { accounts, DiemClient, PROGRAM_ID, quotes } from "@diem/sdk";
import { hashToText } from "@diem/wire";
import { type Connection, LAMPORTS_PER_SOL, PublicKey } from "@solana/web3.js";
import { PriceLists } from "./calls/price-lists";
import { connectionOf } from "./chain/connection";
import type { GatewayConfig } from "./config/schema";
import { PriceFiles } from "./prices";
import { databaseUrl, operatorKeypair, upstreamKey } from "./secrets";
import { tokenizerOf } from "./upstream/prompt-counter";
import { upstreamModels } from "./upstream/models";

/** The result of checking one part. */
export interface Finding {
  readonly part: "prices" | "store" | "listen" | "upstream" | "chain" | "offer" | "operator";
  readonly ok: boolean;
  /** What was found, and what to do if it is wrong. */
  readonly told: string;
}

/** Lamports with which an operator can settle for a while. */
const ENOUGH_LAMPORTS = LAMPORTS_PER_SOL / 100;

/** Tests every part of a configuration, and reports whether it works. Never throws. */
export async function checkGateway(
  config: GatewayConfig,
  connection = connectionOf(config.chain),
): Promise<readonly Finding[]> {
  const priceLists = new PriceLists({ graceMs: 0 });
  const trying = async (part: Finding["part"], check: () => string | Promise<string>) => {
    try {
      return [{ part, ok: true, told: await check() }];
    } catch (error) {
      return [{ part, ok: false, told: error instanceof Error ? error.message : String(error) }];
    }
  };
  return [
    ...(await trying("prices", () => checkPrices(config, priceLists))),
    ...(await trying("store", () => checkStore(config))),
    ...(await trying("listen", () => requireFree(config.listen))),
    ...(await trying("upstream", () => checkUpstream(config, priceLists))),
    ...(await trying("chain", () => checkChain(config, connection))),
    ...(await trying("offer", () => checkOffer(config, connection, priceLists))),
    ...(await trying("operator", () => checkOperator(config, connection))),
  ];
}

function checkPrices({ prices }: GatewayConfig, priceLists: PriceLists): string {
  new PriceFiles(prices.files, priceLists).load();
  const lists = priceLists.lists.map(
    ({ hash, list }) => `${hash} with ${Object.keys(list.models).length} models`,
  );
  return lists.join("; ");
}

async function checkStore({ store, postgres }: GatewayConfig): Promise<string> {
  if (store === undefined) return checkDatabase(postgres);
  await mkdir(store, { recursive: true, mode: 0o700 });
  await access(store, modes.W_OK);
  return store;
}

async function checkDatabase(postgres: GatewayConfig["postgres"]): Promise<string> {
  if (postgres === undefined) throw new Error("name a folder or postgres");
  const { schema } = postgres;
  const { Database } = await import("./postgres/database");
  const database = await Database.open({
    ...{ url: databaseUrl(postgres), schema, onError: () => undefined },
  });
  await database.close();
  return `the schema ${schema} of the database`;
}

async function checkUpstream(config: GatewayConfig, priceLists: PriceLists): Promise<string> {
  const { url } = config.upstream;
  const there = await upstreamModels({ url, key: upstreamKey(config.upstream) });
  const sold = new Set(priceLists.lists.flatMap(({ list }) => Object.keys(list.models)));
  const missing = [...sold].filter((model) => !there.includes(model));
  if (missing.length === 0)
    return `${url} has ${there.join(", ")}${await checkTokenizer(config, there)}`;
  const message = `${url} does not have these models of a price list: ${missing.join(", ")}; it has ${there.join(", ")}`;
  throw new Error(message);
}

/** The finding about the tokenizer. Throws if the configured one is missing. */
async function checkTokenizer(
  { upstream }: GatewayConfig,
  [model = ""]: readonly string[],
): Promise<string> {
  const found = await tokenizerOf({ url: upstream.url, key: upstreamKey(upstream) }, model);
  const { tokenizer } = upstream;
  if (tokenizer === (found ?? "none"))
    return tokenizer === "none" ? "" : `, and the tokenizer of ${tokenizer}`;
  if (found !== null && tokenizer === "none")
    return `; set upstream.tokenizer to ${found} for smaller reservations`;
  const message = `${upstream.url} does not have the tokenizer of ${tokenizer}: set upstream.tokenizer to ${found ?? "none"}`;
  throw new Error(message);
}

async function checkChain({ chain }: GatewayConfig, connection: Connection): Promise<string> {
  const client = await connected(chain, connection);
  const [market, now] = await Promise.all([client.read.market(), client.read.now()]);
  return `${chain.url}, epoch ${quotes.epochAt({ clock: market, now })} of the market ${chain.market}`;
}

async function checkOffer(
  { chain }: GatewayConfig,
  connection: Connection,
  priceLists: PriceLists,
): Promise<string> {
  const client = await connected(chain, connection);
  const provider = await client.read.provider(new PublicKey(chain.provider));
  const hash = hashToText(provider.priceListHash);
  const next = hashToText(accounts.provider.termsIn(provider, 0xffff_ffff).priceListHash);
  if (priceLists.find(hash) !== null) return `the price list ${hash}, at ${provider.endpoint}`;
  const own = priceLists.lists[0]?.hash ?? "<hash>";
  const pending = priceLists.find(next) === null ? "" : ", and yours from the next epoch on";
  const message = `the price list on chain is ${hash}${pending}: run \`diem provider update --price-list ${own}\`, and wait for the next epoch`;
  throw new Error(message);
}

async function checkOperator({ chain }: GatewayConfig, connection: Connection): Promise<string> {
  const { publicKey } = operatorKeypair(chain.operator);
  const address = publicKey.toBase58();
  const client = await connected(chain, connection);
  const provider = await client.read.provider(new PublicKey(chain.provider));
  if (![provider.operator, provider.owner].some((key) => key.equals(publicKey))) {
    const expected = provider.operator.toBase58();
    throw new Error(`${address} is not the provider's operator: use the key file of ${expected}`);
  }
  const lamports = await connection.getBalance(publicKey);
  const sol = lamports / LAMPORTS_PER_SOL;
  if (lamports >= ENOUGH_LAMPORTS) return `${address} with ${sol} SOL`;
  throw new Error(`${address} has ${sol} SOL: send it some, as settlements cost fees`);
}

function connected(chain: GatewayConfig["chain"], connection: Connection): Promise<DiemClient> {
  const programId = chain.program === undefined ? PROGRAM_ID : new PublicKey(chain.program);
  const market = new PublicKey(chain.market);
  return DiemClient.connect({ connection, market, programId });
}
