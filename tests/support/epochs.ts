import { accounts, type EpochRecordAccount, instructions, pda, quotes } from "@diem/sdk";
import type { Seller } from "./providers";
import type { Actor, World } from "./world";

/** The epoch that runs by the chain's clock. */
export async function epoch(world: World): Promise<number> {
  const clock = await world.marketAccount();
  return quotes.epochAt({ clock, now: await world.chain.now() });
}

/** Lets time pass until the epoch after the running one begins, or a later one; returns which runs then. */
export async function nextEpoch(world: World, epochs = 1): Promise<number> {
  const { genesisTs, epochSecs } = await world.marketAccount();
  const wanted = (await epoch(world)) + epochs;
  const beginsTs = genesisTs + BigInt(wanted) * epochSecs;
  await world.chain.advance(beginsTs - (await world.chain.now()));
  return wanted;
}

/** Opens the record of an epoch, default: the running one; the test's wallet pays. */
export async function openRecord(world: World, ofEpoch?: number): Promise<number> {
  const wanted = ofEpoch ?? (await epoch(world));
  const { market, payer } = world;
  await world.send([instructions.openEpochRecord({ market, payer, epoch: wanted })]);
  return wanted;
}

export function recordAccount(world: World, ofEpoch: number): Promise<EpochRecordAccount> {
  const { market } = world.market;
  const address = pda.epochRecord({ market, epoch: ofEpoch });
  return accounts.epochRecord.fetch(world.chain.connection, address);
}

export function reportUsage(world: World, { provider }: Seller, ofEpoch: number): Promise<string> {
  const { market } = world;
  return world.send([instructions.reportUsage({ market, provider, epoch: ofEpoch })]);
}

/** Closes all that can be, with the records that must be passed. */
export async function rollEpoch(world: World): Promise<string> {
  const { nextToClose, hasRecord } = await world.marketAccount();
  const due = (await epoch(world)) - 1 - nextToClose;
  const { market } = world;
  const recordOf = (nth: 0 | 1) =>
    hasRecord[nth] && due > nth
      ? pda.epochRecord({ market: market.market, epoch: nextToClose + nth })
      : undefined;
  const records = { firstRecord: recordOf(0), secondRecord: recordOf(1) };
  return world.send([instructions.rollEpoch({ market, ...records })]);
}

export function claimQuotaReward(
  world: World,
  { owner, provider }: Seller,
  ofEpoch: number,
): Promise<string> {
  const { market } = world;
  const claim = { market, providerOwner: owner.address, provider, epoch: ofEpoch };
  return world.send([instructions.claimQuotaReward(claim)]);
}

export function fundQuota(world: World, funder: Actor, amount: bigint): Promise<string> {
  const { market } = world;
  const fund = instructions.fundQuota({ market, funder: funder.address, amount });
  return world.send([fund], [funder.keypair]);
}

export async function closeRecord(world: World, ofEpoch: number): Promise<string> {
  const { rentPayer } = await recordAccount(world, ofEpoch);
  const { market } = world;
  return world.send([instructions.closeEpochRecord({ market, epoch: ofEpoch, rentPayer })]);
}
