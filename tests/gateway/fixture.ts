import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDiemFetch, type DiemFetch, type DiemFetchInput } from "@diem/client";
import {
  type Builtin,
  BUILTIN_MODEL,
  type BuiltinInput,
  configSchema,
  type Gateway,
  type GatewayConfigInput,
  startBuiltin,
  startGateway,
} from "@diem/gateway";
import {
  accounts,
  type ChannelAccount,
  constants,
  DiemClient,
  keypairWallet,
  vouchers,
} from "@diem/sdk";
import { type PriceList, priceListHash } from "@diem/wire";
import { Keypair, type PublicKey } from "@solana/web3.js";
import type { Logger } from "pino";
import { startChain, type TestChain } from "../support/chain";
import { nextEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import { registerProvider, type Seller, setTerms } from "../support/providers";
import { type Actor, World } from "../support/world";

export const CREDIT = constants.CREDIT_UNIT;
/** Long enough that no test crosses the end of an epoch unasked. */
export const EPOCH_SECS = 3_600n;
/** DIEM base units for a credit. */
export const PRICE = UNIT / 1_000n;
/** Micro-credits: one for a token of the prompt, two for one of the answer. */
export const PRICES: PriceList = {
  version: 1,
  models: {
    [BUILTIN_MODEL]: { input: 1_000_000, output: 2_000_000, max_output: 4_096 },
    vectors: { input: 1_000_000 },
  },
};

/** What differs from fixture to fixture. */
export interface FixtureOptions {
  readonly config?: Partial<GatewayConfigInput>;
  readonly builtin?: BuiltinInput;
  /** Base of another upstream than the built-in one. */
  readonly upstream?: string;
  /** Another price list than {@link PRICES}. */
  readonly prices?: PriceList;
  /** Seconds of an epoch; default: {@link EPOCH_SECS}. */
  readonly epochSecs?: bigint;
  /** Takes what the gateway logs. */
  readonly log?: Logger;
}

/** A market, a provider with a gateway over the built-in upstream, and a consumer with DIEM. */
export class GatewayFixture {
  readonly #stops: (() => Promise<unknown>)[] = [];
  gateway!: Gateway;
  builtin!: Builtin;
  folder!: string;
  consumer!: Actor;
  config!: GatewayConfigInput;

  private constructor(
    readonly chain: TestChain,
    readonly world: World,
    readonly seller: Seller,
    private readonly log: Logger | undefined,
  ) {}

  static async start({
    config = {},
    builtin,
    upstream,
    prices = PRICES,
    epochSecs = EPOCH_SECS,
    log,
  }: FixtureOptions = {}): Promise<GatewayFixture> {
    const chain = await startChain();
    const world = await World.create(chain, { epochSecs });
    const operator = await chain.wallet();
    const offer = { capacity: 1_000n * CREDIT, quotaCapacity: 500n * CREDIT, price: PRICE };
    const seller = await registerProvider(world, { ...offer, operator });
    await setTerms(world, seller, { priceListHash: priceListHash(prices) });
    await nextEpoch(world);
    const fixture = new GatewayFixture(chain, world, seller, log);
    try {
      fixture.consumer = await world.consumer(20n * UNIT);
      fixture.folder = await mkdtemp(join(tmpdir(), "diem-gateway-"));
      fixture.#stops.push(() => rm(fixture.folder, { recursive: true, force: true }));
      fixture.builtin = await startBuiltin(builtin);
      fixture.#stops.push(() => fixture.builtin.close());
      const file = (name: string) => join(fixture.folder, name);
      await writeFile(file("prices.json"), JSON.stringify(prices));
      await writeFile(file("operator.json"), JSON.stringify([...operator.secretKey]));
      fixture.config = {
        listen: { port: 0 },
        chain: {
          url: "http://127.0.0.1:1", // the connection is given
          market: world.market.market.toBase58(),
          provider: seller.provider.toBase58(),
          operator: file("operator.json"),
        },
        upstream: { url: upstream ?? fixture.builtin.url },
        prices: { files: [file("prices.json")] },
        ...(config.postgres === undefined ? { store: file("store") } : {}),
        logLevel: "silent",
        ...config,
      };
      await fixture.open();
      fixture.#stops.push(() => fixture.gateway.close());
      return fixture;
    } catch (error) {
      await fixture.end();
      throw error;
    }
  }

  /** Starts the gateway, for the first time or again. */
  async open(): Promise<void> {
    const { connection } = this.chain;
    const log = this.log === undefined ? {} : { log: this.log };
    this.gateway = await startGateway(configSchema.parse(this.config), { connection, ...log });
  }

  async end(): Promise<void> {
    for (const stop of this.#stops.splice(0).reverse()) await stop();
  }

  /** A `fetch` of the consumer that pays, through a channel of its own. */
  async fetch(more: Partial<DiemFetchInput> = {}): Promise<DiemFetch> {
    const client = await DiemClient.connect({
      ...{ connection: this.chain.connection, market: this.world.market.market },
      wallet: keypairWallet(this.consumer.keypair),
    });
    const fetch = await createDiemFetch({
      ...{ client, provider: this.seller.provider, baseUrl: this.gateway.baseUrl },
      signer: vouchers.signerFromKeypair(Keypair.generate()),
      store: vouchers.memoryStore(),
      budget: { perCall: UNIT / 10n },
      deposit: UNIT,
      ...more,
    });
    this.#stops.push(() => fetch.close());
    return fetch;
  }

  channel(address: PublicKey): Promise<ChannelAccount> {
    return accounts.channel.fetch(this.chain.connection, address);
  }
}
