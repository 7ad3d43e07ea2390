import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import {
  type Connection,
  type Keypair,
  LAMPORTS_PER_SOL,
  type Signer,
  type TransactionInstruction,
} from "@solana/web3.js";

import { tokens } from "@diem/localnet";
import {
  accounts,
  chainNow,
  constants,
  instructions,
  keypairWallet,
  type MarketKeys,
  pda,
  plans,
  quotes,
  transactions,
} from "@diem/sdk";
import * as marketFile from "@diem/sdk/market-file";
import { type PriceList, priceListHash } from "@diem/wire";

import type { WalletName, Wallets } from "./files";

const VVV_DECIMALS = 9;
const VVV = 10n ** BigInt(VVV_DECIMALS);
const SOL = 100 * LAMPORTS_PER_SOL;

/** Base units of VVV that each wallet starts with. */
const VVV_AT_START: Readonly<Record<WalletName, bigint>> = {
  authority: 1_000_000n * VVV,
  staker: 100_000n * VVV,
  consumer: 20_000n * VVV,
  provider: 12_000n * VVV,
  operator: 0n,
};

/** The consumer's DIEM and the stake that it is minted against. */
const CONSUMER = { stake: 10_000n * VVV, diem: 50n * constants.DIEM_UNIT };

const REWARDS = { amount: 100n * VVV, durationSecs: 30n * 86_400n };

const OFFER = {
  endpoint: "http://127.0.0.1:8402/v1",
  capacity: 1_000n * constants.CREDIT_UNIT,
  quotaCapacity: 500n * constants.CREDIT_UNIT,
  /** DIEM base units per credit. */
  price: (6n * constants.DIEM_UNIT) / 10_000n,
};

/**
 * Seconds that the first epoch still has when the market opens: the provider's offer, which counts from the next
 * epoch on, counts soon.
 */
export const LEAD_SECS = 12n;
const POLL_MS = 200;

/** What a market is made with. */
export interface MarketInput {
  readonly connection: Connection;
  readonly wallets: Wallets;
  readonly vvvMint: Keypair;
}

/** The market's addresses, which follow from the authority's key and the mint's. */
export function keysOf({ wallets, vvvMint }: Omit<MarketInput, "connection">): MarketKeys {
  return pda.marketKeys({ creator: wallets.authority.publicKey, vvvMint: vvvMint.publicKey });
}

/** Whether the chain has the market. */
export async function hasMarket(setting: MarketInput): Promise<boolean> {
  const { market } = keysOf(setting);
  return (await accounts.market.fetchNullable(setting.connection, market)) !== null;
}

/**
 * Makes a VVV mint and a market for it, funds the wallets, and registers the provider with its price list.
 *
 * @returns when the provider's offer counts, in unix seconds
 */
export async function openMarket(setting: MarketInput, prices: PriceList): Promise<bigint> {
  const { connection, wallets } = setting;
  await Promise.all(
    Object.values(wallets).map(async ({ publicKey }) => {
      const signature = await connection.requestAirdrop(publicKey, SOL);
      const latest = await connection.getLatestBlockhash();
      await connection.confirmTransaction({ signature, ...latest });
    }),
  );
  await createMint(setting);
  await createMarket(setting);
  await Promise.all([fundStakers(setting), openConsumer(setting), openProvider(setting, prices)]);
  const { market } = keysOf(setting);
  const clock = await accounts.market.fetch(connection, market);
  const epoch = quotes.epochAt({ clock, now: await chainNow(setting) });
  return quotes.epochStart({ clock, epoch: epoch + 1 });
}

/** Waits until the chain's clock shows `ts` (unix seconds). */
export async function waitUntil(setting: MarketInput, ts: bigint): Promise<void> {
  while ((await chainNow(setting)) < ts) await pause(POLL_MS);
}

async function createMint({ connection, wallets, vvvMint }: MarketInput): Promise<void> {
  const { authority } = wallets;
  const payer = authority.publicKey;
  const mint = vvvMint.publicKey;
  const funding = (Object.keys(wallets) as WalletName[]).flatMap((name) => {
    const owner = wallets[name].publicKey;
    const amount = VVV_AT_START[name];
    if (amount === 0n) return [];
    return [
      tokens.createAta({ payer, mint, owner }),
      tokens.mintTo({ mint, to: tokens.ata(mint, owner), authority: payer, amount }),
    ];
  });
  await send(
    connection,
    authority,
    tokens.createMint({ payer, mint, decimals: VVV_DECIMALS, authority: payer }),
    [vvvMint],
  );
  await send(connection, authority, funding);
}

async function createMarket(setting: MarketInput): Promise<void> {
  const { connection, wallets, vvvMint } = setting;
  const { authority } = wallets;
  const file = marketFile.parse(readFileSync(join(__dirname, "..", "market.json"), "utf8"));
  if (file.opening === null) throw new Error("market.json has no opening");
  const genesis = (await chainNow(setting)) - file.opening.epochSecs + LEAD_SECS;
  const plan = await marketFile.creation({
    connection,
    file: { ...file, opening: { ...file.opening, genesis } },
    creator: authority.publicKey,
    vvvMint: vvvMint.publicKey,
  });
  await send(connection, authority, plan.instructions);
}

/** Stakers earn from the first second on. */
async function fundStakers(setting: MarketInput): Promise<void> {
  const { connection, wallets } = setting;
  const funder = wallets.authority.publicKey;
  const fund = { market: keysOf(setting), funder, ...REWARDS };
  await send(connection, wallets.authority, [instructions.fundRewards(fund)]);
}

async function openConsumer(setting: MarketInput): Promise<void> {
  const { connection, wallets } = setting;
  const { consumer } = wallets;
  const context = { connection, market: keysOf(setting), owner: consumer.publicKey };
  const { stake: amount, diem: diemAmount } = CONSUMER;
  const staking = await plans.stake(context, { amount });
  await send(connection, consumer, staking.instructions);
  const minting = await plans.mintDiem(context, { diemAmount });
  await send(connection, consumer, minting.instructions);
}

async function openProvider(setting: MarketInput, prices: PriceList): Promise<void> {
  const { connection, wallets } = setting;
  const { provider, operator } = wallets;
  const market = keysOf(setting);
  const { params } = await accounts.market.fetch(connection, market.market);
  const { endpoint, price, capacity, quotaCapacity } = OFFER;
  const registration = {
    market,
    owner: provider.publicKey,
    // As much again to spare: a slash leaves an offer that is covered.
    bond: 2n * quotes.bondRequiredCeil({ capacity, bondPerCredit: params.bondPerCredit }),
    capacity,
    quotaCapacity,
    terms: {
      operator: operator.publicKey,
      endpoint,
      price,
      priceListHash: priceListHash(prices),
    },
  };
  await send(connection, provider, [instructions.registerProvider(registration)]);
}

async function send(
  connection: Connection,
  wallet: Keypair,
  list: TransactionInstruction[],
  signers: Signer[] = [],
): Promise<void> {
  const sender = { connection, wallet: keypairWallet(wallet) };
  await transactions.send(sender, { instructions: list, signers });
}
