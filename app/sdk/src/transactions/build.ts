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
import { defined } from "../defined";
import { answerOf } from "./query";
import { requireFits } from "./size";

/** Maximum compute units that a transaction may ask for. */
export const MAX_COMPUTE_UNITS = 1_400_000;

/** How a transaction is put together. */
export interface BuildOptions extends ProgramOption {
  readonly instructions: readonly TransactionInstruction[];
  /**
   * Compute units to ask for, or "simulate" (the default): what a simulation used, a tenth more and 300; or
   * "runtime": ask for nothing, and get what the runtime gives, 200,000 per instruction. That saves 40 bytes.
   */
  readonly computeUnitLimit?: number | "simulate" | "runtime";
  /** Priority fee in micro-lamports per compute unit; default: none. */
  readonly priorityFeeMicroLamports?: bigint;
  readonly lookupTables?: readonly AddressLookupTableAccount[];
  /** Default: the newest one. */
  readonly blockhash?: string;
}

/** See {@link build}. */
export interface BuildInput extends BuildOptions {
  readonly connection: Connection;
  /** Pays the fee and signs first. */
  readonly payer: PublicKey;
}

/** An unsigned v0 transaction, with its compute-budget instructions first; asks for no units where none are given. */
export function compile({
  payer,
  blockhash,
  instructions,
  units,
  priorityFeeMicroLamports: microLamports,
  lookupTables = [],
}: Omit<BuildOptions, "computeUnitLimit"> & {
  readonly payer: PublicKey;
  readonly blockhash: string;
  readonly units: number | undefined;
}): VersionedTransaction {
  const budget: TransactionInstruction[] = [];
  if (units !== undefined) budget.push(ComputeBudgetProgram.setComputeUnitLimit({ units }));
  if (microLamports !== undefined) {
    budget.push(ComputeBudgetProgram.setComputeUnitPrice({ microLamports }));
  }
  const message = new TransactionMessage({
    payerKey: payer,
    recentBlockhash: blockhash,
    instructions: [...budget, ...instructions],
  });
  return new VersionedTransaction(message.compileToV0Message([...lookupTables]));
}

/**
 * Builds an unsigned v0 transaction, with its compute-budget instructions first.
 *
 * @throws `TransactionTooLarge` above 1,232 bytes; with "simulate", what `errors.from` makes of a failed
 * simulation;
 * `NodeUnreachable`.
 */
export async function build({
  connection,
  computeUnitLimit = "simulate",
  programId,
  ...options
}: BuildInput): Promise<VersionedTransaction> {
  const blockhash =
    options.blockhash ?? (await answerOf(connection, connection.getLatestBlockhash())).blockhash;
  const withUnits = (units: number | undefined): VersionedTransaction => {
    const transaction = compile({ ...options, blockhash, units });
    requireFits(transaction);
    return transaction;
  };
  if (computeUnitLimit === "runtime") return withUnits(undefined);
  if (computeUnitLimit !== "simulate") return withUnits(computeUnitLimit);
  const widest = withUnits(MAX_COMPUTE_UNITS);
  return withUnits(await simulatedLimit(connection, widest, programId));
}

/** Units that a simulation used, a tenth more and 300, at most {@link MAX_COMPUTE_UNITS}. */
async function simulatedLimit(
  connection: Connection,
  transaction: VersionedTransaction,
  programId: PublicKey | undefined,
): Promise<number> {
  const simulation = connection.simulateTransaction(transaction, {
    sigVerify: false,
    replaceRecentBlockhash: true,
  });
  const { value } = await answerOf(connection, simulation);
  if (value.err !== null) throw from(value, defined({ programId }));
  const used = value.unitsConsumed ?? MAX_COMPUTE_UNITS;
  return Math.min(MAX_COMPUTE_UNITS, Math.ceil((used * 11) / 10 + 300));
}
