import type { Network } from "@diem/localnet";

import { claimAll } from "./claim";
import { closeChannels } from "./close-channels";
import { openConsumers } from "./consumers";
import { DEMANDS } from "./demand";
import { runEpoch } from "./epochs";
import { say } from "./format";
import { burn } from "./burn";
import { leave } from "./unstake";
import { mintDiem, stakeVvv } from "./stake-and-mint";
import { openMarket } from "./open-market";
import { openProviders } from "./providers";
import { retire } from "./retire";
import { showReturns } from "./returns";
import { type Periods, UNIT } from "./demo-market";
import { showVaults } from "./vaults";

/** Runs the whole loop on a chain and prints the results. Fails if a vault ends below what it owes. */
export async function runScenario(network: Network, periods: Periods): Promise<void> {
  say("DIEM: from staked VVV to paid compute and back");
  const demo = await openMarket(network, periods);
  const stakers = await Promise.all([
    demo.person("Ana", 200_000n * UNIT),
    demo.person("Bela", 300_000n * UNIT),
    demo.person("Chen", 100_000n * UNIT),
  ]);
  const minters = stakers.slice(0, 2);
  await stakeVvv(demo, stakers);
  await mintDiem(demo, minters);

  const sellers = await openProviders(demo);
  await demo.nextEpoch();
  const lines = await openConsumers(demo, minters, sellers);
  const moments = [];
  for (const [index, demand] of DEMANDS.entries()) {
    const explain = index === 0;
    moments.push(await runEpoch(demo, { number: 6 + index, demand, sellers, lines, explain }));
  }
  moments.push(...(await closeChannels(demo, lines)));
  await showReturns(demo, moments);

  await claimAll(demo, stakers, sellers);
  const { helios, nova, atelier } = sellers;
  await retire(demo, atelier, periods.cooldownSecs);
  const { consumer: studio } = lines.studioAtelier;
  await burn(demo, minters, studio);
  await leave(demo, minters, periods.cooldownSecs);
  await showVaults(demo, { minters, sellers: [helios, nova], stranger: studio });
}
