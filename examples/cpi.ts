/**
 * A program's treasury on DIEM: its PDA stakes VVV, mints DIEM within a limit of its own, and pays a provider with it. The
 * program is examples/programs/compute-treasury; this is an application of it.
 *
 *   npm run ts-node examples/cpi.ts                                         on a chain inside the process
 *   DIEM_URL=http://127.0.0.1:8899 npm run ts-node examples/cpi.ts          on a chain that has the program and a faucet,
 *                                                                           such as that of scripts/with-validator
 */
import { readFileSync } from "node:fs";
import { AnchorProvider, Wallet } from "@coral-xyz/anchor";
import {
  createAssociatedTokenAccountInstruction,
  createInitializeMint2Instruction,
  createMintToInstruction,
  MINT_SIZE,
  TOKEN_PROGRAM_ID,
} from "@solana/spl-token";
import { type Keypair, type PublicKey, SystemProgram } from "@solana/web3.js";
import { DIEM_PROGRAM_PATH, embeddedNetwork, type Network, validatorNetwork } from "@diem/localnet";
import { type MarketKeys, PROGRAM_ID, transactions, views } from "@diem/sdk";
import * as marketFile from "@diem/sdk/market-file";
import {
  Treasury,
  TREASURY_PROGRAM_ID,
  TREASURY_PROGRAM_PATH,
} from "./programs/compute-treasury/client";
import { inWhole, type Say } from "./network";

const DECIMALS = 9; // of VVV and of DIEM
const UNIT = 10n ** BigInt(DECIMALS);
const shown = (amount: bigint) => inWhole(amount, DECIMALS);

/** The chain of DIEM_URL, or one in this process. */
async function chain(): Promise<Network> {
  const url = process.env.DIEM_URL;
  if (url === undefined) {
    const programs = [
      { programId: PROGRAM_ID, path: DIEM_PROGRAM_PATH },
      { programId: TREASURY_PROGRAM_ID, path: TREASURY_PROGRAM_PATH },
    ];
    return embeddedNetwork({ programs });
  }
  const network = await validatorNetwork(url);
  if ((await network.connection.getAccountInfo(TREASURY_PROGRAM_ID)) === null) {
    const program = TREASURY_PROGRAM_ID.toBase58();
    throw new Error(
      `${url} has no program ${program}: load it, or deploy one with your own address`,
    );
  }
  return network;
}

/** A VVV mint whose authority is the provider's wallet. */
async function createVvv(provider: AnchorProvider, mint: Keypair): Promise<PublicKey> {
  const { connection, publicKey } = provider;
  const create = SystemProgram.createAccount({
    fromPubkey: publicKey,
    newAccountPubkey: mint.publicKey,
    space: MINT_SIZE,
    lamports: await connection.getMinimumBalanceForRentExemption(MINT_SIZE),
    programId: TOKEN_PROGRAM_ID,
  });
  const initialize = createInitializeMint2Instruction(mint.publicKey, DECIMALS, publicKey, null);
  await transactions.send(provider, { instructions: [create, initialize], signers: [mint] });
  return mint.publicKey;
}

/** The market of the file that the migrations keep for devnet. */
async function createMarket(provider: AnchorProvider, vvvMint: PublicKey): Promise<MarketKeys> {
  const { connection, publicKey: creator } = provider;
  const file = marketFile.parse(readFileSync("migrations/markets/devnet.json", "utf8"));
  const plan = await marketFile.creation({ connection, file, creator, vvvMint });
  await transactions.send(provider, plan);
  return plan.quote.keys;
}

/** Makes a market and a treasury in it, and has the treasury stake, mint and burn. */
export async function programTreasury(network: Network, say: Say): Promise<void> {
  const { connection } = network;
  const wallet = new Wallet(await network.wallet());
  const provider = new AnchorProvider(connection, wallet, { commitment: "confirmed" });
  const { publicKey: manager } = provider;
  const market = await createMarket(provider, await createVvv(provider, network.keypair()));

  // the PDA gets token accounts like anybody, 1,000 VVV, and an open position
  const treasury = new Treasury(market, manager);
  const { vvvMint, diemMint } = market;
  const open = createAssociatedTokenAccountInstruction;
  await transactions.send(provider, {
    instructions: [
      open(manager, treasury.vvv, treasury.address, vvvMint),
      open(manager, treasury.diem, treasury.address, diemMint),
      createMintToInstruction(vvvMint, treasury.vvv, manager, 1_000n * UNIT),
      treasury.open({ payer: manager, maxRate: 100n * UNIT }),
    ],
  });
  say(`the treasury ${treasury.address.toBase58()} locks at most 100 VVV for a DIEM`);

  const payer = manager;
  const positionNow = () => views.position({ connection, payer, market, owner: treasury.address });

  // what anyone may do, and what only its manager may
  const diemAmount = 2n * UNIT;
  const quote = await views.quoteMint({ connection, payer, market, amount: diemAmount });
  const { vvvLocked: maxVvvLocked } = quote;
  await transactions.send(provider, {
    instructions: [treasury.stake(1_000n * UNIT), treasury.mint({ diemAmount, maxVvvLocked })],
  });
  const position = await positionNow();
  say(`staked ${shown(position.staked)} VVV, of which ${shown(position.locked)} lock 2 DIEM`);

  // a burn gives the VVV back, at the position's own rate
  const burn = treasury.burn({ diemAmount: UNIT, minVvvUnlocked: position.locked / 2n });
  await transactions.send(provider, { instructions: [burn] });
  const after = await positionNow();
  say(`burned 1 DIEM, which leaves ${shown(after.locked)} VVV locked`);
}

async function main(): Promise<void> {
  await programTreasury(await chain(), console.log);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
