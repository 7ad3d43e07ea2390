import { mkdirSync } from "node:fs";
import { join } from "node:path";

import {
  type Builtin,
  BUILTIN_PRICES,
  configSchema,
  type Gateway,
  startBuiltin,
  startGateway,
  upstreamModels,
} from "@diem/gateway";
import { DiemClient, keypairWallet } from "@diem/sdk";
import { hashToText, type PriceList, priceListBytes, priceListHash } from "@diem/wire";
import { pino } from "pino";

import { Cleanup } from "./cleanup";
import { writeWhole } from "./files";
import type { LocalNetwork } from "./network";

/** See {@link startSelling}. */
export interface SellingOptions {
  /** Where the gateway listens; 0 for any port that is free. */
  readonly port: number;
  /** Base of a server with the OpenAI API; the built-in one unless given. */
  readonly upstream?: string | undefined;
}

/** A gateway that sells AI calls for the network's provider. */
export interface Selling {
  /** Base of its API. */
  readonly baseUrl: string;
  readonly models: readonly string[];
  /** Whether the built-in model answers. */
  readonly builtin: boolean;
  /** Ends what is open, and settles. */
  close(): Promise<void>;
}

/** What a model costs that somebody else's server has, in micro-credits for a million tokens. */
const PRICE = { input: 150_000, output: 600_000, max_output: 1_024 };

/**
 * Starts a gateway for the network's provider, which then names it on chain as its endpoint. Prices that differ from those
 * on chain count from the next epoch on.
 */
export async function startSelling(
  network: LocalNetwork,
  { port, upstream }: SellingOptions,
): Promise<Selling> {
  const cleanup = new Cleanup();
  try {
    const list = upstream === undefined ? BUILTIN_PRICES : await pricesOf(upstream);
    const url = upstream ?? (await builtin(cleanup)).url;
    const gateway = await open(network, { list, url, port });
    cleanup.add(() => gateway.close());
    await announce(network, gateway, list);
    return {
      baseUrl: gateway.baseUrl,
      models: Object.keys(list.models),
      builtin: upstream === undefined,
      close: () => cleanup.run(),
    };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function pricesOf(upstream: string): Promise<PriceList> {
  const models = await upstreamModels({ url: upstream });
  return { version: 1, models: Object.fromEntries(models.map((model) => [model, PRICE])) };
}

async function builtin(cleanup: Cleanup): Promise<Builtin> {
  const server = await startBuiltin();
  cleanup.add(() => server.close());
  return server;
}

async function open(
  { files, url, connection, market, provider }: LocalNetwork,
  of: { readonly list: PriceList; readonly url: string; readonly port: number },
): Promise<Gateway> {
  const folder = join(files.folder, "gateway");
  const [prices, log] = [join(folder, "prices.json"), join(folder, "log")];
  mkdirSync(folder, { recursive: true });
  writeWhole(prices, Buffer.from(priceListBytes(of.list)).toString(), 0o644);
  const config = configSchema.parse({
    listen: { port: of.port },
    chain: {
      ...{ url, market: market.market.toBase58(), provider: provider.toBase58() },
      ...{ operator: files.wallets.operator, pollSecs: 5 },
    },
    upstream: { url: of.url },
    prices: { files: [prices] },
    store: join(folder, "store"),
    settle: { everySecs: 10, diemAtLeast: "0.0001", leadSecs: 10 },
  });
  return startGateway(config, { connection, log: pino(pino.destination(log)) });
}

/** Tells the chain where the provider sells and for how much, where it does not say so already. */
async function announce(
  { connection, market, provider, wallets }: LocalNetwork,
  { baseUrl }: Gateway,
  list: PriceList,
): Promise<void> {
  const wallet = keypairWallet(wallets.provider);
  const client = await DiemClient.connect({ connection, market: market.market, wallet });
  const { endpoint, terms } = await client.read.provider(provider);
  const hash = priceListHash(list);
  const same = hashToText(terms.next.priceListHash) === hashToText(hash);
  if (endpoint === baseUrl && same) return;
  await client.act.updateProvider({ endpoint: baseUrl, ...(same ? {} : { priceListHash: hash }) });
}
