import { AnchorProvider, Wallet } from "@coral-xyz/anchor";
import {
  Keypair,
  LAMPORTS_PER_SOL,
  type Signer,
  SystemProgram,
  Transaction,
  type TransactionInstruction,
} from "@solana/web3.js";
import { EmbeddedChain } from "@diem/localnet";

export const GENESIS_TIME = 1_800_000_000n;

export interface Setup {
  readonly chain: EmbeddedChain;
  readonly connection: EmbeddedChain["connection"];
  readonly payer: Keypair;
  readonly provider: AnchorProvider;
}

/** A new chain with a funded payer. */
export function setUp(): Setup {
  const chain = EmbeddedChain.start({ now: GENESIS_TIME });
  const payer = Keypair.generate();
  chain.airdrop(payer.publicKey, 1_000n * BigInt(LAMPORTS_PER_SOL));
  const { connection } = chain;
  const provider = new AnchorProvider(connection, new Wallet(payer), { commitment: "confirmed" });
  return { chain, connection, payer, provider };
}

export function transfer(from: Signer, lamports: number, to = Keypair.generate().publicKey) {
  return SystemProgram.transfer({ fromPubkey: from.publicKey, toPubkey: to, lamports });
}

/** A signed legacy transaction over the latest blockhash, or over the one that is given. */
export async function sign(
  { connection, payer }: Setup,
  instructions: TransactionInstruction[],
  blockhash?: string,
): Promise<Transaction> {
  const latest = await connection.getLatestBlockhash();
  const transaction = new Transaction({
    feePayer: payer.publicKey,
    blockhash: blockhash ?? latest.blockhash,
    lastValidBlockHeight: latest.lastValidBlockHeight,
  }).add(...instructions);
  transaction.sign(payer);
  return transaction;
}

/** What the promise rejects with. */
export async function rejection(
  promise: Promise<unknown>,
): Promise<Error & Record<string, unknown>> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    if (error instanceof Error) return error as Error & Record<string, unknown>;
    throw new TypeError(`rejected with a value that is no error: ${JSON.stringify(error)}`);
  }
  throw new Error(`expected a rejection, got ${JSON.stringify(value)}`);
}
