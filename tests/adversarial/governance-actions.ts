import { constants, instructions, type MarketParams, quotes } from "@diem/sdk";
import { rollEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import type { World } from "../support/world";

/** The worst for everybody but the treasury that the program's laws allow, with the haircut that is fixed. */
export const HOSTILE: Partial<MarketParams> = {
  stakeCooldownSecs: constants.MAX_COOLDOWN_SECS,
  bondCooldownSecs: constants.MAX_COOLDOWN_SECS,
  paramsDelaySecs: constants.MAX_PARAMS_DELAY_SECS,
  channelGraceSecs: constants.MAX_CHANNEL_GRACE_SECS,
  feeStreamSecs: constants.MAX_FEE_STREAM_SECS,
  baseRate: 180n * UNIT,
  targetFloor: UNIT,
  targetCap: 100_000n * UNIT,
  creditsPerDiem: 1_800n,
  providerBps: constants.MIN_PROVIDER_BPS,
  quotaBps: constants.MAX_QUOTA_BPS,
  treasuryBps: constants.MAX_TREASURY_BPS,
  stakersBps: 2_000,
  quotaMatchBps: 0,
  quotaCapBps: 0,
  referencePriceFloor: 5n * UNIT,
  referencePriceCap: 20n * UNIT,
  bondPerCredit: 1_000n * UNIT,
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
