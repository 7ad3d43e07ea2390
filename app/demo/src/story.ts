import type { Network } from "@diem/localnet";

import { claimAll } from "./claiming";
import { closeChannels } from "./closing";
import { openConsumers } from "./consumers";
import { DEMANDS } from "./demand";
import { tellEpoch } from "./epochs";
import { say } from "./format";
import { burn } from "./burning";
import { leave } from "./leaving";
import { mintDiem, stakeVvv } from "./minting";
import { openMarket } from "./opening";
import { openProviders } from "./providers";
import { retire } from "./retiring";
import { showReturns } from "./returns";
import { UNIT } from "./stage";
import { showVaults } from "./vaults";

/** The two periods that a chain's clock has to live through. */
export interface Periods {
  readonly epochSecs: bigint;
  readonly cooldownSecs: bigint;
}

/** Plays the whole loop on a chain and prints what happened. Fails when a vault ends below what it owes. */
export async function tell(network: Network, periods: Periods): Promise<void> {
  say("DIEM: from staked VVV to paid compute and back");
  const stage = await openMarket(network, periods);
  const stakers = await Promise.all([
    stage.person("Ana", 200_000n * UNIT),
    stage.person("Bela", 300_000n * UNIT),
    stage.person("Chen", 100_000n * UNIT),
  ]);
  const minters = stakers.slice(0, 2);
  await stakeVvv(stage, stakers);
  await mintDiem(stage, minters);

  const sellers = await openProviders(stage);
  await stage.nextEpoch();
  const lines = await openConsumers(stage, minters, sellers);
  const moments = [];
  for (const [index, demand] of DEMANDS.entries()) {
    const explain = index === 0;
    moments.push(await tellEpoch(stage, { number: 6 + index, demand, sellers, lines, explain }));
  }
  moments.push(...(await closeChannels(stage, lines)));
  await showReturns(stage, moments);

  await claimAll(stage, stakers, sellers);
  const { helios, nova, atelier } = sellers;
  await retire(stage, atelier, periods.cooldownSecs);
  const { consumer: studio } = lines.studioAtelier;
  await burn(stage, minters, studio);
  await leave(stage, minters, periods.cooldownSecs);
  await showVaults(stage, { minters, sellers: [helios, nova], stranger: studio });
}
