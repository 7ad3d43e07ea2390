import { constants, instructions, type MarketParams, quotes } from "@diem/sdk";
import { rollEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import type { World } from "../support/world";

/** The worst for everybody but the treasury that the program's caps allow. */
export const HOSTILE: Partial<MarketParams> = {
  stakeCooldownSecs: constants.MAX_COOLDOWN_SECS,
  bondCooldownSecs: constants.MAX_COOLDOWN_SECS,
  channelGraceSecs: constants.MAX_CHANNEL_GRACE_SECS,
  baseRate: 180n * UNIT,
  targetCap: 38_000n * UNIT,
  creditsPerDiem: 1n,
  lockedHaircutBps: constants.MAX_LOCKED_HAIRCUT_BPS,
  treasuryBps: constants.MAX_TREASURY_BPS,
  providerIdleBps: constants.MIN_PROVIDER_SHARE_BPS,
  providerKinkBps: constants.MIN_PROVIDER_SHARE_BPS,
  providerFullBps: constants.MIN_PROVIDER_SHARE_BPS,
  referencePriceFloor: 5n * UNIT,
  bondPerCredit: 1_000n * UNIT,
  rewardCap: 1n,
  maxSlashBps: constants.MAX_SLASH_BPS,
};

/** By the market's authority, who is its creator. */
export async function propose(world: World, changes: Partial<MarketParams>): Promise<string> {
  const { market, creator } = world;
  const params = { ...(await world.marketAccount()).params, ...changes };
  const announce = { market, authority: creator.publicKey, params };
  return world.send([instructions.proposeParams(announce)], [creator]);
}

export function apply(world: World): Promise<string> {
  return world.send([instructions.applyParams({ market: world.market })]);
}

/** Closes what can be closed, as applying asks for it. */
export async function rollAll(world: World): Promise<void> {
  const market = await world.marketAccount();
  if (quotes.epochsDue({ market, now: await world.chain.now() }) > 0) await rollEpoch(world);
}
