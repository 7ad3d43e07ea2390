import { join } from "node:path";
import type { Network } from "../../examples/network";
import { setTerms } from "../support/providers";
import type { GatewayFixture } from "./fixture";

/** An example's network, made of a gateway's. */
export async function networkOf(fixture: GatewayFixture): Promise<Network> {
  const { chain, world, seller, consumer, folder, gateway } = fixture;
  await setTerms(world, seller, { endpoint: gateway.baseUrl });
  const { keypair } = consumer;
  return {
    ...{ connection: chain.connection, market: world.market.market, provider: seller.provider },
    wallets: { staker: keypair, consumer: keypair, operator: seller.operator },
    folder: join(folder, "examples"),
  };
}
