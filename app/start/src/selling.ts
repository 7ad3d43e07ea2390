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
import { writeAtomically } from "./files";
import type { LocalNetwork } from "./network";

/** See {@link startSelling}. */
export interface SellingOptions {
  /** Where the gateway listens; 0 for any port that is free. */
  readonly port: number;
  /** Base of a server with the OpenAI API; default: the built-in one. */
  readonly upstream?: string | undefined;
  /** See {@link pricesFor}. */
  readonly prices: PriceList;
}

/** A gateway that sells AI calls for the network's provider. */
export interface Selling {
  /** Base of its API. */
  readonly baseUrl: string;
  readonly models: readonly string[];
  /** Whether the built-in model answers. */
  readonly builtin: boolean;
  /** Whether its prices count already, or from the next epoch on. */
  readonly now: boolean;
  /** Ends open calls, and settles. */
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
  { port, upstream, prices }: SellingOptions,
): Promise<Selling> {
  const cleanup = new Cleanup();
  try {
    const url = upstream ?? (await builtin(cleanup)).url;
    const gateway = await open(network, { list: prices, url, port });
    cleanup.add(() => gateway.close());
    const changed = await announce(network, gateway, prices);
    return {
      baseUrl: gateway.baseUrl,
      models: Object.keys(prices.models),
      builtin: upstream === undefined,
      now: !changed,
      close: () => cleanup.run(),
    };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

/** What a server's models cost on a local network; the built-in one's unless it is named. Throws where it does not answer. */
export async function pricesFor(upstream: string | undefined): Promise<PriceList> {
  if (upstream === undefined) return BUILTIN_PRICES;
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
  writeAtomically(prices, Buffer.from(priceListBytes(of.list)).toString(), 0o644);
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

/** Writes the provider's endpoint and price list hash on chain if they differ. Returns whether the prices changed. */
async function announce(
  { connection, market, provider, wallets }: LocalNetwork,
  { baseUrl }: Gateway,
  list: PriceList,
): Promise<boolean> {
  const wallet = keypairWallet(wallets.provider);
  const client = await DiemClient.connect({ connection, market: market.market, wallet });
  const { endpoint, terms } = await client.read.provider(provider);
  const hash = priceListHash(list);
  const same = hashToText(terms.next.priceListHash) === hashToText(hash);
  if (endpoint !== baseUrl || !same) {
    const changes = same ? {} : { priceListHash: hash };
    await client.act.updateProvider({ endpoint: baseUrl, ...changes });
  }
  return !same;
}
