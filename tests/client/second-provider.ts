import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { configSchema, type Gateway, startGateway } from "@diem/gateway";
import { type PriceList, priceListHash } from "@diem/wire";
import { CREDIT, type GatewayFixture } from "../gateway/fixture";
import { registerProvider, type Seller, setTerms } from "../support/providers";

/** Another provider of a fixture's market, with a gateway of its own over the same upstream. */
export interface SecondProvider {
  readonly seller: Seller;
  readonly gateway: Gateway;
}

/** Registers a provider that sells at `price` DIEM base units a credit, from the next epoch on. */
export async function secondProvider(
  fixture: GatewayFixture,
  { price, prices, name }: { price: bigint; prices: PriceList; name: string },
): Promise<SecondProvider> {
  const { world, chain } = fixture;
  const operator = await chain.wallet();
  const offer = { capacity: 100n * CREDIT, quotaCapacity: 50n * CREDIT, price };
  const seller = await registerProvider(world, { ...offer, operator });
  const folder = join(fixture.folder, name);
  await mkdir(folder);
  const file = (of: string) => join(folder, of);
  await writeFile(file("prices.json"), JSON.stringify(prices));
  await writeFile(file("operator.json"), JSON.stringify([...operator.secretKey]));
  const { config } = fixture;
  const own = {
    ...config,
    chain: {
      ...config.chain,
      ...{ provider: seller.provider.toBase58(), operator: file("operator.json") },
    },
    prices: { files: [file("prices.json")] },
    store: file("store"),
  };
  const { connection } = chain;
  const gateway = await startGateway(configSchema.parse(own), { connection });
  const priceListHashOf = priceListHash(prices);
  await setTerms(world, seller, { endpoint: gateway.baseUrl, priceListHash: priceListHashOf });
  return { seller, gateway };
}
