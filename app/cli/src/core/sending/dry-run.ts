import type { Connection, PublicKey, TransactionInstruction } from "@solana/web3.js";
import { errors, events, type LocatedEvent, transactions } from "@diem/sdk";

/** What a transaction would do if it were sent now. */
export interface DryRun {
  readonly unitsConsumed: number;
  /** Lamports; null if the cluster does not say. */
  readonly fee: bigint | null;
  /** Lamports that the payer leaves in accounts that it opens; negative where more comes back from those that it closes. */
  readonly rent: bigint;
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
}: DryRunInput): Promise<DryRun> {
  // The same transaction as would be sent, so that the fee is the one that would be paid.
  const transaction = await transactions.build({
    connection,
    payer,
    instructions,
    programId,
    ...(priorityFee === undefined ? {} : { priorityFeeMicroLamports: priorityFee }),
  });
  const { message } = transaction;
  const written = message.staticAccountKeys.filter((_, index) => message.isAccountWritable(index));
  const [{ value }, fee, before] = await Promise.all([
    connection.simulateTransaction(transaction, {
      sigVerify: false,
      replaceRecentBlockhash: true,
      innerInstructions: true,
      accounts: { encoding: "base64", addresses: written.map((key) => key.toBase58()) },
    }),
    connection.getFeeForMessage(message),
    connection.getMultipleAccountsInfo(written),
  ]);
  if (value.err !== null) throw errors.from(value, { programId });
  return {
    unitsConsumed: value.unitsConsumed ?? 0,
    fee: fee.value === null ? null : BigInt(fee.value),
    rent: rentOf(before, value.accounts ?? []),
    events: events.fromSimulation(transaction, value, { programId }),
  };
}

type Balance = { readonly lamports: number } | null | undefined;

/**
 * What the payer, the first of the accounts, loses beyond the fee. Instructions move lamports and make none, so what all
 * accounts lose together is the fee, as far as the simulation takes one.
 */
function rentOf(before: readonly Balance[], after: readonly Balance[]): bigint {
  const changes = before.map((account, index) => lamportsOf(after[index]) - lamportsOf(account));
  const ofAll = changes.reduce((sum, change) => sum + change, 0n);
  return ofAll - (changes[0] ?? 0n);
}

function lamportsOf(account: Balance): bigint {
  return BigInt(account?.lamports ?? 0);
}
