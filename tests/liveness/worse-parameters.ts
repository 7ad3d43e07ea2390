import { instructions, type MarketParams } from "@diem/sdk";
import type { Actor, World } from "../support/world";
import { alone } from "./exit";

/** Parameters that would hurt those who stay: twice every time, and the harshest shares. */
export async function proposeWorse(world: World, { address, keypair }: Actor): Promise<void> {
  const { params } = await world.marketAccount();
  const worse: MarketParams = {
    ...params,
    stakeCooldownSecs: 2n * params.stakeCooldownSecs,
    bondCooldownSecs: 2n * params.bondCooldownSecs,
    channelGraceSecs: 2n * params.channelGraceSecs,
    paramsDelaySecs: 2n * params.paramsDelaySecs,
    feeStreamSecs: 2n * params.feeStreamSecs,
    providerBps: 5_000,
    quotaBps: 2_000,
    treasuryBps: 1_000,
    stakersBps: 2_000,
    maxSlashBps: 5_000,
    bondPerCredit: 2n * params.bondPerCredit,
  };
  const proposal = { market: world.market, authority: address, params: worse };
  await alone(world, { keypair }, [instructions.proposeParams(proposal)]);
}
