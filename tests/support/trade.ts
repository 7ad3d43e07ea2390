import {
  ACCOUNT_SIZE,
  createInitializeAccount3Instruction,
  TOKEN_PROGRAM_ID,
} from "@solana/spl-token";
import { type PublicKey, SystemProgram } from "@solana/web3.js";
import { expect } from "chai";
import {
  accounts,
  events,
  type instructions,
  type MarketAccount,
  pda,
  quotes,
  type Voucher,
} from "@diem/sdk";
import type { Opened } from "./channels";
import { openRecord, recordAccount, reportUsage, rollEpoch } from "./epochs";
import type { Seller } from "./providers";
import { claimOf, settle } from "./settling";
import type { Actor, World } from "./world";

/** Settles one voucher for exactly the claim; both parts count over the time that the voucher counts them for. */
export async function serve(
  world: World,
  opened: Opened,
  claim: instructions.Claim,
  figures: Partial<Voucher> = {},
): Promise<string> {
  return settle(world, opened.seller, [await claimOf(world, opened, claim, figures)]);
}

/** Closes the epochs that can be closed, if any. */
export async function catchUp(world: World): Promise<void> {
  const market = await world.marketAccount();
  if (quotes.epochsDue({ market, now: await world.chain.now() }) > 0) await rollEpoch(world);
}

/** Reports a provider's usage to the epoch's record, which is opened where there is none. */
export async function report(world: World, seller: Seller, ofEpoch: number): Promise<void> {
  const { market } = world.market;
  const address = pda.epochRecord({ market, epoch: ofEpoch });
  const record = await accounts.epochRecord.fetchNullable(world.chain.connection, address);
  if (record === null) {
    await catchUp(world);
    await openRecord(world, ofEpoch);
  }
  await reportUsage(world, seller, ofEpoch);
}

/** Rolls; every figure of the market and of the closed records must be what the SDK previews for that second. */
export async function rollAsQuoted(world: World): Promise<MarketAccount> {
  const { connection } = world.chain;
  const before = await world.marketAccount();
  const records = await accounts.epochRecord.fetchAll(connection, { market: before.address });
  const [event] = await events.fetch(connection, await rollEpoch(world), {
    commitment: "confirmed",
  });
  if (event?.name !== "EpochsRolled") throw new Error(`expected EpochsRolled, got ${event?.name}`);
  const now = event.data.stamp.timestamp;
  const preview = quotes.rollPreview({ market: before, records, now });
  const after = await world.marketAccount();
  expect(after).to.deep.equal({ ...preview.market, sequence: before.sequence + 1n });
  for (const record of preview.records) {
    expect(await recordAccount(world, record.epoch)).to.deep.equal(record);
  }
  const { firstClosed, closed } = event.data;
  expect([firstClosed, closed]).to.deep.equal([preview.firstClosed, preview.closed]);
  return after;
}

/** An empty token account of the owner's that is not the associated one. */
export async function spareAccount(
  world: World,
  { address: owner }: Pick<Actor, "address">,
  mint: PublicKey,
): Promise<PublicKey> {
  const { chain, payer: fromPubkey } = world;
  const account = chain.keypair();
  const newAccountPubkey = account.publicKey;
  const [space, programId] = [ACCOUNT_SIZE, TOKEN_PROGRAM_ID];
  const lamports = await chain.connection.getMinimumBalanceForRentExemption(space);
  const allocation = { fromPubkey, newAccountPubkey, space, lamports, programId };
  const create = SystemProgram.createAccount(allocation);
  const open = createInitializeAccount3Instruction(newAccountPubkey, mint, owner);
  await world.send([create, open], [account]);
  return newAccountPubkey;
}
