import type { PublicKey } from "@solana/web3.js";
import { constants, pda } from "@diem/sdk";
import { startChain } from "../../tests/support/chain";
import type { Opened } from "../../tests/support/channels";
import { UNIT } from "../../tests/support/market";
import type { Seller } from "../../tests/support/providers";
import { type Actor, World } from "../../tests/support/world";
import { Meter } from "./meter";
import { amounts } from "./options";

export const EPOCH_SECS = 1_000n;
export const GRACE_SECS = 100n;
export const COOLDOWN_SECS = EPOCH_SECS;
export const FEE_STREAM_SECS = 2n * COOLDOWN_SECS;
/** After so many epochs without quota, all that the quota pool had is the stakers'. */
export const POOL_EPOCHS = 7;
const CREDIT = constants.CREDIT_UNIT;
/** What a channel may need: a deposit, and a stake for quota. */
const DIEM_PER_CHANNEL = 2n * UNIT;
const TARGET_FLOOR = 38_000n * UNIT;
/** More than the curve asks for at the supply of the largest run. */
const VVV_PER_DIEM = 200n;
/** Of a provider's capacity, per channel: two thirds of it are used. */
const CREDITS_PER_CHANNEL = (4n * CREDIT) / 10n;

export const SIZES = { stakers: 1_000, providers: 100, channels: 10_000, epochs: 3, seed: 1 };
export type Sizes = typeof SIZES;

/** A channel of a vendor's, and what its vouchers say of it. */
export interface Account extends Opened {
  readonly seller: Vendor;
  readonly deposit: bigint;
  readonly quotaStake: bigint;
  settled: bigint;
  collected: bigint;
}

/** A provider, and what the program must have booked for it. */
export interface Vendor extends Seller {
  readonly capacity: bigint;
  readonly accounts: Account[];
  /** Collected and not distributed. */
  undistributed: bigint;
  claimable: bigint;
}

/** A market and all of its people. */
export interface Population {
  readonly world: World;
  readonly meter: Meter;
  readonly sizes: Sizes;
  readonly draw: ReturnType<typeof amounts>;
  readonly stakers: Actor[];
  readonly vendors: Vendor[];
  readonly treasury: Actor;
  /** DIEM that a staker mints, and VVV that it brings. */
  readonly purse: bigint;
  readonly stake: bigint;
  /** VVV base units that were put into the reward stream. */
  funded: bigint;
}

/** Everybody has a wallet and token accounts; nobody has called the program. */
export async function createPopulation(sizes: Sizes): Promise<Population> {
  const world = await World.create(await startChain(sizes.seed), {
    epochSecs: EPOCH_SECS,
    params: {
      stakeCooldownSecs: COOLDOWN_SECS,
      bondCooldownSecs: COOLDOWN_SECS,
      channelGraceSecs: GRACE_SECS,
      feeStreamSecs: FEE_STREAM_SECS,
      quotaPoolEpochs: POOL_EPOCHS,
      targetFloor: TARGET_FLOOR,
      bondPerCredit: UNIT,
    },
  });
  const purse = perHead(sizes.channels, sizes.stakers) * DIEM_PER_CHANNEL;
  const stake = purse * VVV_PER_DIEM;
  const stakers: Actor[] = [];
  while (stakers.length < sizes.stakers) stakers.push(await world.actor(stake));
  const capacity = perHead(sizes.channels, sizes.providers) * CREDITS_PER_CHANNEL;
  return {
    ...{ world, sizes, stakers, purse, stake, funded: 0n },
    meter: new Meter(world.chain.connection),
    draw: amounts(sizes.seed),
    vendors: await newVendors(world, sizes.providers, capacity),
    treasury: await world.actor(0n, world.treasury),
  };
}

async function newVendors(world: World, count: number, capacity: bigint): Promise<Vendor[]> {
  const { market, diemMint } = world.market;
  const vendors: Vendor[] = [];
  while (vendors.length < count) {
    const owner = await world.actor(bondOf(capacity));
    vendors.push({
      ...{ owner, operator: owner.keypair, capacity, accounts: [] },
      ...vendorAddresses(market, diemMint, owner.address),
      ...{ undistributed: 0n, claimable: 0n },
    });
  }
  return vendors;
}

function vendorAddresses(market: PublicKey, diemMint: PublicKey, owner: PublicKey) {
  const provider = pda.provider({ market, owner });
  return { provider, revenue: pda.revenue({ provider, diemMint }) };
}

/** VVV behind a capacity, at one VVV a credit. */
export const bondOf = (capacity: bigint) => (capacity * UNIT) / CREDIT;

const perHead = (things: number, heads: number) => BigInt(Math.ceil(things / heads));

export const accountsOf = ({ vendors }: Population) => vendors.flatMap(({ accounts }) => accounts);
