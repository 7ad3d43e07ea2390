import type { Keypair } from "@solana/web3.js";
import { constants, type MarketParams } from "@diem/sdk";
import type { TestChain } from "./chain";
import { nextEpoch } from "./epochs";
import type { ProviderOptions, Seller } from "./providers";
import { UNIT } from "./market";
import { type Actor, World } from "./world";

export const CREDIT = constants.CREDIT_UNIT;

/** Long enough for the refusal that comes before its end, and for a test that waits for its end. */
export const GRACE_SECS = 4n;
/** No test crosses the end of such an epoch. */
const LONG_EPOCH_SECS = 3_600n;
/** Time to set the market up on a validator before the first epoch ends. */
const LEAD_SECS = 20n;

/** A market with a provider and a consumer. */
export interface Fixture {
  readonly world: World;
  readonly seller: Seller;
  readonly operator: Keypair;
  readonly consumer: Actor;
}

export interface FixtureOptions {
  readonly params?: Partial<MarketParams>;
  readonly epochSecs?: bigint;
  readonly provider?: ProviderOptions;
  /** Waits until the provider's capacity has taken effect, unless no quota is to be staked. */
  readonly offering?: boolean;
}

/** DIEM base units that the consumer has. */
const PURSE = 1_000n * UNIT;

export async function createFixture(
  chain: TestChain,
  { params, epochSecs = LONG_EPOCH_SECS, provider, offering = true }: FixtureOptions = {},
): Promise<Fixture> {
  const lead = offering && epochSecs > LEAD_SECS ? epochSecs - LEAD_SECS : 1n;
  const world = await World.create(chain, {
    epochSecs,
    genesisAgo: lead,
    params: { channelGraceSecs: GRACE_SECS, ...params },
  });
  const operator = await chain.wallet();
  const offer = { capacity: 1_000n * CREDIT, quotaCapacity: 100n * CREDIT, operator };
  const seller = await world.provider({ ...offer, ...provider });
  if (offering) await nextEpoch(world);
  return { world, seller, operator, consumer: await world.consumer(PURSE) };
}
