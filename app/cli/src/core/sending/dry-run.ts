import type { Connection, PublicKey, TransactionInstruction } from "@solana/web3.js";
import { errors, events, type LocatedEvent, transactions } from "@diem/sdk";

/** What a transaction would do if it were sent now. */
export interface Simulated {
  readonly unitsConsumed: number;
  /** Lamports; null where the cluster does not say. */
  readonly fee: bigint | null;
  readonly events: readonly LocatedEvent[];
}

export interface DryRunInput {
  readonly connection: Connection;
  readonly payer: PublicKey;
  readonly instructions: readonly TransactionInstruction[];
  readonly programId: PublicKey;
  readonly priorityFee: bigint | undefined;
}

/**
 * Runs a transaction on the node without sending it.
 *
 * @throws what `errors.from` makes of a refusal.
 */
export async function dryRun({
  connection,
  payer,
  instructions,
  programId,
  priorityFee,
}: DryRunInput): Promise<Simulated> {
  // The same transaction as would be sent, so that the fee is the one that would be paid.
  const transaction = await transactions.build({
    connection,
    payer,
    instructions,
    programId,
    ...(priorityFee === undefined ? {} : { priorityFeeMicroLamports: priorityFee }),
  });
  const [{ value }, fee] = await Promise.all([
    connection.simulateTransaction(transaction, {
      sigVerify: false,
      replaceRecentBlockhash: true,
      innerInstructions: true,
    }),
    connection.getFeeForMessage(transaction.message),
  ]);
  if (value.err !== null) throw errors.from(value, { programId });
  return {
    unitsConsumed: value.unitsConsumed ?? 0,
    fee: fee.value === null ? null : BigInt(fee.value),
    events: events.fromSimulation(transaction, value, { programId }),
  };
}
