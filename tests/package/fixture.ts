import { type Endpoint, serve } from "@diem/localnet";
import { startChain } from "../support/chain";
import { UNIT } from "../support/market";
import { bindToCluster } from "../support/patching";
import { World } from "../support/world";

/** A market of its chain's cluster in which someone has staked, on a chain that answers over HTTP and WebSockets. */
export async function servedMarket(): Promise<{ world: World; endpoint: Endpoint }> {
  const chain = await startChain();
  if (chain.embedded === undefined) throw new Error("unset ANCHOR_PROVIDER_URL for these tests");
  const world = await World.create(chain);
  await bindToCluster(world);
  await world.staker(3n * UNIT);
  return { world, endpoint: await serve(chain.embedded) };
}
