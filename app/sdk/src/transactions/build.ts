import {
  type AddressLookupTableAccount,
  ComputeBudgetProgram,
  type Connection,
  type PublicKey,
  type TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import { from } from "../errors/from";
import type { ProgramOption } from "../pda";
import { only } from "../only";
import { requireFits } from "./size";

/** Most compute units that a transaction may ask for. */
export const MAX_COMPUTE_UNITS = 1_400_000;

/** How a transaction is put together. */
export interface BuildOptions extends ProgramOption {
  readonly instructions: readonly TransactionInstruction[];
  /** Compute units to ask for, or "simulate" (the default): what a simulation used, a tenth more and 300. */
  readonly computeUnitLimit?: number | "simulate";
  /** Priority fee in micro-lamports per compute unit; none unless given. */
  readonly priorityFeeMicroLamports?: bigint;
  readonly lookupTables?: readonly AddressLookupTableAccount[];
  /** The newest one unless given. */
  readonly blockhash?: string;
}

/** See {@link build}. */
export interface BuildInput extends BuildOptions {
  readonly connection: Connection;
  /** Pays the fee and signs first. */
  readonly payer: PublicKey;
}

/**
 * Builds an unsigned v0 transaction, with its compute-budget instructions first.
 *
 * @throws TransactionTooLargeError above 1,232 bytes; with "simulate", what `errors.from` makes of a failed
 * simulation.
 */
export async function build({
  connection,
  payer,
  instructions,
  computeUnitLimit = "simulate",
  priorityFeeMicroLamports: microLamports,
  lookupTables = [],
  blockhash,
  programId,
}: BuildInput): Promise<VersionedTransaction> {
  const recentBlockhash = blockhash ?? (await connection.getLatestBlockhash()).blockhash;
  const compile = (units: number): VersionedTransaction => {
    const budget = [ComputeBudgetProgram.setComputeUnitLimit({ units })];
    if (microLamports !== undefined) {
      budget.push(ComputeBudgetProgram.setComputeUnitPrice({ microLamports }));
    }
    const message = new TransactionMessage({
      payerKey: payer,
      recentBlockhash,
      instructions: [...budget, ...instructions],
    }).compileToV0Message([...lookupTables]);
    const transaction = new VersionedTransaction(message);
    requireFits(transaction);
    return transaction;
  };
  if (computeUnitLimit !== "simulate") return compile(computeUnitLimit);
  const widest = compile(MAX_COMPUTE_UNITS);
  return compile(await simulatedLimit(connection, widest, programId));
}

/** Units that a simulation used, a tenth more and 300, at most {@link MAX_COMPUTE_UNITS}. */
async function simulatedLimit(
  connection: Connection,
  transaction: VersionedTransaction,
  programId: PublicKey | undefined,
): Promise<number> {
  const { value } = await connection.simulateTransaction(transaction, {
    sigVerify: false,
    replaceRecentBlockhash: true,
  });
  if (value.err !== null) throw from(value, only({ programId }));
  const used = value.unitsConsumed ?? MAX_COMPUTE_UNITS;
  return Math.min(MAX_COMPUTE_UNITS, Math.ceil((used * 11) / 10 + 300));
}
