import type { Network } from "@diem/localnet";

import { chapter, say, span } from "./format";
import { burnAndLeave } from "./leaving";
import { mintDiem, stakeVvv } from "./minting";
import { claimAll, payProvider, splitRevenue } from "./paying";
import { Stage, UNIT } from "./stage";
import { showVaults } from "./vaults";

/** The two periods that a chain's clock has to live through. */
export interface Periods {
  readonly epochSecs: bigint;
  readonly cooldownSecs: bigint;
}

/** Plays the whole loop on a chain and prints what happened. Fails when a vault ends below what it owes. */
export async function tell(network: Network, periods: Periods): Promise<void> {
  say("DIEM: from staked VVV to paid compute and back");
  const stage = await Stage.set(network, periods);
  chapter(
    "1. A market opens",
    `Market ${stage.market.market.toBase58()}\nVVV mint ${stage.market.vvvMint.toBase58()}\n` +
      `DIEM mint ${stage.market.diemMint.toBase58()}\n` +
      `Epochs of ${span(periods.epochSecs)}, cool-down ${span(periods.cooldownSecs)}, base rate 90 VVV, k 2, T 38,000 DIEM.`,
  );

  const stakers = [
    await stage.person("Ana", 4_000_000n * UNIT),
    await stage.person("Bela", 9_000_000n * UNIT),
    await stage.person("Chen", 1_000_000n * UNIT),
  ];
  await stakeVvv(stage, stakers);
  const minters = stakers.slice(0, 2);
  await mintDiem(stage, minters);

  const seller = await stage.person("Nova Compute", 50_000n * UNIT);
  const buyers = [await stage.person("chat app", 0n), await stage.person("trading agent", 0n)];
  await payProvider(stage, { minters, buyers, seller });
  await splitRevenue(stage, seller);
  await claimAll(stage, { stakers, seller, periods });
  await burnAndLeave(stage, minters, periods);
  await showVaults(stage, seller);
}
