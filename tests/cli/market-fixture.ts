import type { Keypair } from "@solana/web3.js";
import type { Actor } from "../support/world";
import { registerProvider, type Seller } from "../support/providers";
import { UNIT } from "../support/market";
import { Cli } from "./support";

const CREDIT = 1_000_000n;
/** As long as the cool-downs and the delay. */
export const EPOCH_SECS = 60n;

/** A market with a staker, a provider and a consumer's DIEM, and the keys of those who act in it. */
export interface MarketFixture {
  readonly cli: Cli;
  /** Holds every role, and VVV to fund rewards with. */
  readonly authority: Actor;
  readonly consumer: Actor;
  /** Bonds 200 VVV for 200 credits an epoch, and has 50 VVV left. */
  readonly seller: Seller;
  /** Has SOL, and nothing else. */
  readonly stranger: Actor;
}

export async function createMarketFixture(
  options: Parameters<typeof Cli.start>[0] = {},
): Promise<MarketFixture> {
  const cli = await Cli.start({ epochSecs: EPOCH_SECS, ...options });
  const { world } = cli;
  const authority = await world.actor(1_000n * UNIT, world.creator);
  const consumer = await world.consumer(20n * UNIT);
  const capacity = 200n * CREDIT;
  const quotaCapacity = 50n * CREDIT;
  const seller = await registerProvider(world, { capacity, quotaCapacity, price: UNIT / 100n });
  await world.actor(50n * UNIT, seller.owner.keypair);
  const stranger = await world.actor(0n);
  return { cli, authority, consumer, seller, stranger };
}

/** A wallet that has VVV and no SOL. */
export async function withoutSol({ world, chain }: Cli): Promise<{ readonly keypair: Keypair }> {
  return world.actor(1_000n * UNIT, chain.keypair());
}
