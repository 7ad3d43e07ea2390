import { createPrivateKey, sign } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BUILTIN_MODEL, type GatewayConfigInput } from "@diem/gateway";
import { type Endpoint, serve } from "@diem/localnet";
import { DiemClient, keypairWallet, vouchers } from "@diem/sdk";
import { priceListHash } from "@diem/wire";
import { Keypair, type PublicKey } from "@solana/web3.js";
import { startChain } from "../../tests/support/chain";
import { epoch, nextEpoch } from "../../tests/support/epochs";
import { UNIT } from "../../tests/support/market";
import { registerProvider, type Seller, setTerms } from "../../tests/support/providers";
import { type Actor, World } from "../../tests/support/world";

const PRICES = {
  version: 1,
  models: { [BUILTIN_MODEL]: { input: 1_000_000, output: 1_000_000, max_output: 200 } },
} as const;
/** DIEM base units that a voucher covers beyond what is used: more than all calls that are open. */
const AHEAD = UNIT / 10n;
/** DIEM base units by which each voucher is higher than the one before: more than a call costs. */
const STEP = 200_000n;
const DEPOSIT = 10n * UNIT;

/** A market with a provider and a consumer, on an embedded chain that other processes can reach. */
export class BenchMarket {
  #ceiling = AHEAD;

  private constructor(
    readonly world: World,
    readonly endpoint: Endpoint,
    readonly folder: string,
    readonly seller: Seller,
    private readonly consumer: Actor,
    readonly channel: PublicKey,
  ) {}

  static async open(): Promise<BenchMarket> {
    const chain = await startChain();
    if (chain.embedded === undefined) throw new Error("this needs the embedded chain");
    const world = await World.create(chain, { epochSecs: 86_400n });
    const operator = await chain.wallet();
    const seller = await registerProvider(world, { price: UNIT / 1_000n, operator });
    await setTerms(world, seller, { priceListHash: priceListHash(PRICES) });
    await nextEpoch(world);
    const consumer = await world.consumer(20n * UNIT);
    const client = await DiemClient.connect({
      ...{ connection: chain.connection, market: world.market.market },
      wallet: keypairWallet(consumer.keypair),
    });
    const { provider } = seller;
    const { quote } = await client.act.openChannel({ provider, deposit: DEPOSIT });
    const folder = await mkdtemp(join(tmpdir(), "diem-bench-"));
    const endpoint = await serve(chain.embedded);
    return new BenchMarket(world, endpoint, folder, seller, consumer, quote.channel);
  }

  /** The folder of the gateway's store. */
  get store(): string {
    return join(this.folder, "store");
  }

  /** So many vouchers, each for more than the one before. */
  async vouchers(count: number): Promise<readonly string[]> {
    const signer = fastSigner(this.consumer.keypair);
    const { clusterTag } = await this.world.marketAccount();
    const running = await epoch(this.world);
    const texts: string[] = [];
    for (let nth = 0; nth < count; nth += 1) {
      const diem = (this.#ceiling += STEP);
      const figures = { epoch: running, quota: 0n, diem, expiry: 0n };
      const voucher = { clusterTag, channel: this.channel, ...figures };
      texts.push(vouchers.toText(await vouchers.sign({ voucher, signer })));
    }
    return texts;
  }

  /** Opens so many channels more, each with a key of its own, and returns a voucher of each for all that it holds. */
  async moreVouchers(count: number): Promise<readonly string[]> {
    const { world, consumer, seller } = this;
    const client = await DiemClient.connect({
      ...{ connection: world.chain.connection, market: world.market.market },
      wallet: keypairWallet(consumer.keypair),
    });
    const { clusterTag } = await world.marketAccount();
    const running = await epoch(world);
    const texts: string[] = [];
    for (let nth = 0; nth < count; nth += 1) {
      const key = Keypair.generate();
      const opening = { provider: seller.provider, deposit: AHEAD, voucherSigner: key.publicKey };
      const { channel } = (await client.act.openChannel(opening)).quote;
      const figures = { epoch: running, quota: 0n, diem: AHEAD, expiry: 0n };
      const voucher = { clusterTag, channel, ...figures };
      const signer = vouchers.signerFromKeypair(key);
      texts.push(vouchers.toText(await vouchers.sign({ voucher, signer })));
    }
    return texts;
  }

  /** Writes the configuration of a gateway, and returns its path. Default store: a folder. */
  async configure(
    upstream: string,
    store: Pick<GatewayConfigInput, "store" | "postgres"> = { store: this.store },
  ): Promise<string> {
    const file = (name: string) => join(this.folder, name);
    const { endpoint, world, seller } = this;
    await writeFile(file("prices.json"), JSON.stringify(PRICES));
    await writeFile(file("operator.json"), JSON.stringify([...seller.operator.secretKey]));
    const config: GatewayConfigInput = {
      listen: { port: 0 },
      chain: {
        ...{ url: endpoint.url, wsUrl: endpoint.wsUrl, market: world.market.market.toBase58() },
        ...{ provider: seller.provider.toBase58(), operator: file("operator.json") },
      },
      upstream: { url: upstream },
      prices: { files: [file("prices.json")] },
      ...{ ...store, settle: { diemAtLeast: "1000" } },
    };
    await writeFile(file("gateway.yaml"), JSON.stringify(config));
    return file("gateway.yaml");
  }

  async close(): Promise<void> {
    await this.endpoint.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Signs by the operating system's own library: the load must not be slower than what it measures. */
function fastSigner(keypair: Keypair): vouchers.VoucherSigner {
  const prefix = Buffer.from("302e020100300506032b657004220420", "hex");
  const der = Buffer.concat([prefix, keypair.secretKey.subarray(0, 32)]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const signMessage = (bytes: Uint8Array) =>
    Promise.resolve(new Uint8Array(sign(null, bytes, key)));
  return { publicKey: keypair.publicKey, signMessage };
}
