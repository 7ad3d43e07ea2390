import { constants } from "@diem/sdk";
import { startChain } from "../support/chain";
import { type Opened, openChannel, stakeQuota } from "../support/channels";
import * as epochs from "../support/epochs";
import { UNIT } from "../support/market";
import { World } from "../support/world";

const CREDIT = constants.CREDIT_UNIT;
export const EPOCH_SECS = 100n;

/** Two providers with a channel each, both ready to serve. */
export async function openMarket() {
  const world = await World.create(await startChain(), { epochSecs: EPOCH_SECS });
  const consumer = await world.consumer(20n * UNIT);
  await world.fundRewards(1_000n * UNIT, 50n * EPOCH_SECS);
  const opened: Opened[] = [];
  for (let nth = 0; nth < 2; nth++) {
    const provider = await world.provider({ capacity: 40n * CREDIT, quotaCapacity: 30n * CREDIT });
    if (nth === 0) await epochs.nextEpoch(world);
    opened.push(await openChannel(world, { provider, consumer, deposit: 5n * UNIT }));
  }
  await epochs.nextEpoch(world);
  for (const channel of opened) await stakeQuota(world, channel, 2n * UNIT);
  return { world, opened };
}
