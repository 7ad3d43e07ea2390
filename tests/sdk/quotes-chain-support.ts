import { createBurnInstruction } from "@solana/spl-token";
import { expect } from "chai";
import { accounts, constants, instructions, quotes } from "@diem/sdk";
import { startChain } from "../support/chain";
import { type Opened, openChannel, stakeQuota } from "../support/channels";
import * as epochs from "../support/epochs";
import { UNIT } from "../support/market";
import { claimOf, collect, settle } from "../support/settling";
import { type Actor, World } from "../support/world";

export const CREDIT = constants.CREDIT_UNIT;
export const EPOCH_SECS = 100n;
export const REFERENCE = UNIT / 50n;
/** A fortieth above the reference price: within a step. */
export const PRICE = REFERENCE + REFERENCE / 40n;

/** A market in which all figures move: its target starts far below what is used, and the quota pool is funded. */
export async function busyMarket() {
  const world = await World.create(await startChain(), {
    epochSecs: EPOCH_SECS,
    referencePrice: REFERENCE,
    params: {
      targetFloor: 20n * UNIT,
      targetShareBps: 10_000,
      maxTargetStepBps: 100,
      useEmaBps: 2_000,
      utilisationEmaBps: 5_000,
      referencePriceFloor: REFERENCE / 10n,
      referencePriceCap: REFERENCE * 10n,
    },
  });
  const consumer = await world.consumer(10n * UNIT);
  await world.fundRewards(1_000n * UNIT, 50n * EPOCH_SECS);
  const offer = { capacity: 400n * CREDIT, quotaCapacity: 30n * CREDIT, price: PRICE };
  const seller = await world.provider(offer);
  await epochs.nextEpoch(world);
  const opened = await openChannel(world, { provider: seller, consumer, deposit: 6n * UNIT });
  await stakeQuota(world, opened, 3n * UNIT);
  const serve = async (diem: bigint, quota: bigint) => {
    await settle(world, seller, [await claimOf(world, opened, { diem, quota })]);
  };
  return { world, consumer, seller, opened, serve };
}

/** Collects, distributes and reports: only then quota counts for a reward. */
export async function report(world: World, opened: Opened, epoch: number) {
  await collect(world, opened);
  await world.distribute(opened.seller.provider);
  await epochs.reportUsage(world, opened.seller, epoch);
}

/** Adds to the quota pool, out of a staker's DIEM. */
export async function fundQuota(world: World, { address, keypair }: Actor, amount: bigint) {
  const { market } = world;
  await world.send([instructions.fundQuota({ market, funder: address, amount })], [keypair]);
}

/** Destroys DIEM that its holder does not owe, by the token program alone. */
export async function burnGift(world: World, { diem, address, keypair }: Actor, amount: bigint) {
  await world.send(
    [createBurnInstruction(diem, world.market.diemMint, address, amount)],
    [keypair],
  );
}

/** Rolls, and compares every figure of the market and of its records with the preview. */
export async function rollAsPreviewed(world: World) {
  const { connection } = world.chain;
  const { market: address } = world.market;
  const now = await world.chain.now();
  const market = await world.marketAccount();
  const records = await accounts.epochRecord.fetchAll(connection, { market: address });
  const preview = quotes.rollPreview({ market, records, now });
  await epochs.rollEpoch(world);
  const after = await world.marketAccount();
  expect({ ...preview.market, sequence: market.sequence + 1n }).to.deep.equal(after);
  for (const record of preview.records) {
    expect(await epochs.recordAccount(world, record.epoch)).to.deep.equal(record);
  }
  return { preview, before: market, after };
}
