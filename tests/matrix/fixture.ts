import type { Keypair } from "@solana/web3.js";
import { instructions } from "@diem/sdk";
import { startChain, type TestChain } from "../support/chain";
import type { Opened } from "../support/channels";
import { nextEpoch } from "../support/epochs";
import { UNIT } from "../support/market";
import { type Actor, World } from "../support/world";
import { earn, createActors, openWith, type Actors, use } from "./actors";

export const EPOCH_SECS = 100n;
export const GRACE_SECS = 4n;
/** As long as the cool-downs, which are an epoch. */
export const PARAMS_DELAY_SECS = EPOCH_SECS;
const REWARDS = 1_000n * UNIT;
const REWARD_SECS = 1_000n;
/** With it every cool-down is over that began in epoch 0. */
const REST_SECS = 5n;

/** A market, with a wallet for each of its roles. */
export interface MarketSetup {
  readonly world: World;
  readonly authority: Keypair;
  readonly guardian: Keypair;
  readonly arbiter: Keypair;
  readonly treasury: Actor;
  /** Pays for the epochs' records. */
  readonly recordPayer: Keypair;
}

/** Actors whose holder has a channel with their provider. */
export interface Trader extends Actors {
  readonly opened: Opened;
}

/** Two markets, each with the actors of two traders. */
export interface Fixture {
  readonly chain: TestChain;
  readonly own: Trader;
  readonly other: Trader;
  /** In the other market. */
  readonly foreign: Trader;
  /** The own actors, in the other market. */
  readonly abroad: Trader;
  /** A channel of the other holder with the own provider, whose rent the own payer paid. */
  readonly sameProvider: Opened;
  /** A channel of the own holder with the other provider. */
  readonly sameConsumer: Opened;
}

export const traders = ({ own, other, foreign, abroad }: Fixture): readonly Trader[] => [
  ...[own, other, foreign, abroad],
];
export const channels = (fixture: Fixture): readonly Opened[] => [
  ...traders(fixture).map(({ opened }) => opened),
  ...[fixture.sameProvider, fixture.sameConsumer],
];
export const setups = ({ own, foreign }: Fixture): readonly MarketSetup[] => [
  own.setup,
  foreign.setup,
];

async function createMarketSetup(chain: TestChain): Promise<MarketSetup> {
  const authority = await chain.wallet();
  const guardian = await chain.wallet();
  const arbiter = await chain.wallet();
  const recordPayer = await chain.wallet();
  const world = await World.create(chain, {
    epochSecs: EPOCH_SECS,
    params: { channelGraceSecs: GRACE_SECS },
    roles: {
      authority: authority.publicKey,
      guardian: guardian.publicKey,
      arbiter: arbiter.publicKey,
    },
  });
  const treasury = await world.actor(0n, world.treasury);
  return { world, authority, guardian, arbiter, treasury, recordPayer };
}

/** Opens the records of the first two epochs, and pays rewards for some seconds. */
async function fillMarket({ world, recordPayer }: MarketSetup): Promise<void> {
  const { market } = world;
  for (const epoch of [0, 1]) {
    const opening = { market, payer: recordPayer.publicKey, epoch };
    await world.send([instructions.openEpochRecord(opening)], [recordPayer]);
  }
  await world.fundRewards(REWARDS, REWARD_SECS);
}

async function trade(actors: Actors): Promise<Trader> {
  const opened = await openWith(actors);
  await use(actors, opened);
  await earn(actors);
  return { ...actors, opened };
}

/** In epoch 1, with every cool-down over that began before it. */
export async function createFixture(): Promise<Fixture> {
  const chain = await startChain();
  const here = await createMarketSetup(chain);
  const there = await createMarketSetup(chain);
  const people = await createActors(here);
  const joined = [
    ...[people, await createActors(here)],
    ...[await createActors(there), await createActors(there, people)],
  ] as const;
  await nextEpoch(here.world);
  const own = await trade(joined[0]);
  const other = await trade(joined[1]);
  const foreign = await trade(joined[2]);
  const abroad = await trade(joined[3]);
  for (const setup of [here, there]) await fillMarket(setup);
  const sameProvider = await openWith(other, { seller: own.seller, payer: own.payer });
  await use(other, sameProvider);
  const sameConsumer = await openWith(own, { seller: other.seller });
  await use(own, sameConsumer);
  await chain.advance(REST_SECS);
  return { chain, own, other, foreign, abroad, sameProvider, sameConsumer };
}
