import {
  createAssociatedTokenAccountIdempotentInstruction,
  createTransferInstruction,
} from "@solana/spl-token";
import type { Keypair, PublicKey, TransactionInstruction } from "@solana/web3.js";
import {
  Treasury,
  TREASURY_PROGRAM_ID,
  TREASURY_PROGRAM_PATH,
} from "../../examples/programs/compute-treasury/client";
import { startChain, type TestChain } from "./chain";
import type { World } from "./world";

/** A chain that runs the treasury program too: a validator has it from its start. */
export async function startChainWithTreasury(): Promise<TestChain> {
  const chain = await startChain();
  chain.embedded?.addProgram(TREASURY_PROGRAM_ID, TREASURY_PROGRAM_PATH);
  return chain;
}

export interface TreasuryOptions {
  /** Most VVV base units for a whole DIEM; default: any. */
  readonly maxRate?: bigint;
  /** VVV base units that it starts with. */
  readonly vvv?: bigint;
}

/** A manager's open treasury with token accounts for both mints. */
export async function openTreasury(
  world: World,
  manager: Keypair,
  { maxRate = 2n ** 64n - 1n, vvv = 0n }: TreasuryOptions = {},
): Promise<Treasury> {
  const { market, payer } = world;
  const treasury = new Treasury(market, manager.publicKey);
  const create = (mint: PublicKey, account: PublicKey) =>
    createAssociatedTokenAccountIdempotentInstruction(payer, account, treasury.address, mint);
  const setUp = [create(market.vvvMint, treasury.vvv), create(market.diemMint, treasury.diem)];
  await world.send([...setUp, treasury.open({ payer, maxRate })], [manager]);
  if (vvv > 0n) {
    const donor = await world.actor(vvv);
    const transfer = createTransferInstruction(donor.vvv, treasury.vvv, donor.address, vvv);
    await world.send([transfer], [donor.keypair]);
  }
  return treasury;
}

/** The instruction with another account wherever it names one. */
export function replaced(
  instruction: TransactionInstruction,
  from: PublicKey,
  to: PublicKey,
): TransactionInstruction {
  for (const meta of instruction.keys) if (meta.pubkey.equals(from)) meta.pubkey = to;
  return instruction;
}
