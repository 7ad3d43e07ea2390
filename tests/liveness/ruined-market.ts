import { constants, instructions, type MarketParams } from "@diem/sdk";
import { startChain } from "../support/chain";
import * as channels from "../support/channels";
import { checkpoint } from "../support/checkpoint";
import * as epochs from "../support/epochs";
import { UNIT } from "../support/market";
import * as bonds from "../support/providers";
import { collect } from "../support/settling";
import { report, serve } from "../support/trade";
import { type Actor, World } from "../support/world";

const CREDIT = constants.CREDIT_UNIT;
export const DAY_SECS = 86_400n;
/** Longer than any cool-down of the market, than a proposal of parameters lives, and than a reward is kept. */
export const MONTHS_SECS = 100n * DAY_SECS;
/** Of the reward stream. */
export const REWARDED_SECS = 40n * DAY_SECS;

/** What everybody has where their exits begin, in base units of VVV or DIEM. */
export const HELD = {
  holderTicket: 100n * UNIT,
  saverTicket: 10n * UNIT,
  bondTicket: UNIT,
  goneBond: UNIT,
  deposit: 5n * UNIT,
  paid: 3n * UNIT,
  leavingDeposit: UNIT,
  quotaStake: 3n * UNIT,
  quotaCooling: UNIT,
  strayRevenue: 101n,
  /** All that the pool has: a tenth of the 2 DIEM that were distributed. */
  quotaReward: (2n * UNIT) / 10n,
} as const;

export interface Ruin {
  /** What the authority does before anybody asks to leave. */
  readonly announces?: (world: World, authority: Actor) => Promise<unknown>;
  /** How long nobody does anything. */
  readonly silentSecs?: bigint;
  /** Nobody funds rewards, and nothing is distributed: the quota pool, both streams and what is owed are empty. */
  readonly barren?: true;
}

export type RuinedMarket = Awaited<ReturnType<typeof ruinedMarket>>;

type Stalled = Awaited<ReturnType<typeof stalledMarket>>;

/** By what the authority announces, and whether they are barren: each with what brings it back to its beginning. */
const stalledMarkets = new Map<unknown, { market: Stalled; restore: () => void }>();

/**
 * A market in full use, in which then everything fails: each entry is paused, the keys of authority, guardian and
 * arbiter are gone with this function's scope, nobody rolls, reports, collects or distributes, and months pass. Markets that
 * fail alike share a chain, so a test may have one at a time.
 */
export async function ruinedMarket({ silentSecs = MONTHS_SECS, ...ruin }: Ruin = {}) {
  const key = ruin.announces ?? ruin.barren;
  const known = stalledMarkets.get(key);
  known?.restore();
  const market = known?.market ?? (await stalledMarket(ruin));
  const { chain } = market.world;
  if (known === undefined && chain.embedded !== undefined) {
    stalledMarkets.set(key, { market, restore: checkpoint(chain.embedded) });
  }
  if (silentSecs > 0n) await chain.advance(silentSecs);
  return market;
}

/** The same at the moment when it fails. */
async function stalledMarket({ announces, barren }: Omit<Ruin, "silentSecs">) {
  const chain = await startChain();
  const [authority, guardian] = [await chain.wallet(), await chain.wallet()];
  const world = await World.create(chain, {
    epochSecs: DAY_SECS,
    roles: {
      authority: authority.publicKey,
      guardian: guardian.publicKey,
      arbiter: chain.keypair().publicKey,
    },
    params: usualTimes,
  });
  const people = await trade(world, barren !== true, async () => {
    await announces?.(world, await world.actor(0n, authority));
  });
  const entries = Object.keys(constants.PAUSE) as (keyof typeof constants.PAUSE)[];
  const { market } = world;
  const pause = instructions.pause({ market, pauser: guardian.publicKey, entries });
  await world.send([pause], [guardian]);
  return { world, ...people };
}

const usualTimes: Partial<MarketParams> = {
  stakeCooldownSecs: constants.DEFAULT_PARAMS.stakeCooldownSecs,
  bondCooldownSecs: constants.DEFAULT_PARAMS.bondCooldownSecs,
  feeStreamSecs: constants.DEFAULT_PARAMS.feeStreamSecs,
};

/** Locked and cooling stake, fees, rewards, bonds, revenue, served quota, deposits and staked DIEM. */
async function trade(world: World, earning: boolean, beforeRequests: () => Promise<void>) {
  const holder = await world.consumer(30n * UNIT);
  const saver = await world.staker(1_000n * UNIT);
  const newcomer = await world.staker(UNIT, 0n);
  const consumer = await world.consumer(20n * UNIT);
  const offer = { bond: 9n * UNIT, capacity: 4n * CREDIT, quotaCapacity: 4n * CREDIT };
  const [seller, gone] = [await world.provider(offer), await world.provider(HELD.goneBond)];
  const treasury = await world.actor(0n, world.treasury);
  if (earning) await world.fundRewards(1_000n * UNIT + 7n, REWARDED_SECS);
  await world.pay(holder, gone.revenue, HELD.strayRevenue);
  await beforeRequests();

  const served = await epochs.nextEpoch(world);
  const order = { provider: seller, consumer };
  const busy = await channels.openChannel(world, { ...order, deposit: HELD.deposit });
  const leaving = await channels.openChannel(world, { ...order, deposit: HELD.leavingDeposit });
  await channels.stakeQuota(world, busy, HELD.quotaStake);
  await serve(world, busy, { diem: 2n * UNIT, quota: 2n * CREDIT });
  if (earning) {
    await collect(world, busy);
    await world.distribute(seller.provider);
  }
  await report(world, seller, served);
  await serve(world, busy, { diem: HELD.paid }); // settled, and neither collected nor distributed
  await channels.requestQuotaUnstake(world, busy, HELD.quotaCooling);
  await channels.requestClose(world, leaving);
  await world.requestUnstake(holder, HELD.holderTicket);
  await world.requestUnstake(saver, HELD.saverTicket);
  await bonds.requestBondWithdrawal(world, seller, HELD.bondTicket);
  await bonds.retire(world, gone);
  await bonds.requestBondWithdrawal(world, gone, HELD.goneBond);
  return { holder, saver, newcomer, consumer, seller, gone, treasury, served, busy, leaving };
}

/** Everybody who has something in the market. */
export function everybody(market: RuinedMarket): Actor[] {
  const { holder, saver, newcomer, consumer, seller, gone, treasury } = market;
  return [holder, saver, newcomer, consumer, seller.owner, gone.owner, treasury];
}
