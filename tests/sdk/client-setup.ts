import { DiemClient, keypairWallet } from "@diem/sdk";
import { startChain } from "../support/chain";
import { UNIT } from "../support/market";
import { type Actor, World } from "../support/world";

/** A market with a staker's client, and one without a wallet. */
export async function clientSetup() {
  const started = await startChain(73);
  if (started.embedded === undefined) throw new Error("the faults need the embedded chain");
  const chain = started.embedded;
  const world = await World.create(started);
  const { connection } = chain;
  const { market } = world.market;
  const connect = ({ keypair }: Actor) =>
    DiemClient.connect({ connection, market, wallet: keypairWallet(keypair) });
  const staker = await world.actor(100_000n * UNIT);
  const client = await connect(staker);
  const reading = await DiemClient.connect({ connection, market });
  return { chain, world, staker, client, reading, connect };
}
