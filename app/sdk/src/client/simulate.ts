import type { Connection, PublicKey } from "@solana/web3.js";
import { from } from "../errors/from";
import { fromSimulation } from "../events/simulated";
import type { LocatedEvent } from "../events/logged";
import { defined } from "../defined";
import { build, MAX_COMPUTE_UNITS, type BuildOptions } from "../transactions/build";

/** What a transaction would do if it were sent now. */
export interface Simulated {
  readonly unitsConsumed: number;
  readonly logs: readonly string[];
  readonly events: readonly LocatedEvent[];
  /** What the payer would have then, its fee and all rent taken; null if the node does not say. */
  readonly payerLamports: bigint | null;
}

/**
 * Runs a transaction on the node without sending it: nothing is signed, and nothing changes.
 *
 * @throws the program's error; `ProgramFailed`, `InsufficientSol` or `TransactionFailed` if another program or the runtime
 * would refuse.
 */
export async function simulate({
  connection,
  payer,
  programId,
  ...options
}: Omit<BuildOptions, "computeUnitLimit" | "blockhash"> & {
  readonly connection: Connection;
  readonly payer: PublicKey;
}): Promise<Simulated> {
  const transaction = await build({
    ...options,
    connection,
    payer,
    computeUnitLimit: MAX_COMPUTE_UNITS,
  });
  const { value } = await connection.simulateTransaction(transaction, {
    sigVerify: false,
    replaceRecentBlockhash: true,
    innerInstructions: true,
    accounts: { encoding: "base64", addresses: [payer.toBase58()] },
  });
  if (value.err !== null) throw from(value, defined({ programId }));
  return {
    unitsConsumed: value.unitsConsumed ?? 0,
    logs: value.logs ?? [],
    payerLamports: lamportsOf(value.accounts?.[0]),
    events: fromSimulation(transaction, value, defined({ programId })),
  };
}

function lamportsOf(account: { readonly lamports: number } | null | undefined): bigint | null {
  return account === null || account === undefined ? null : BigInt(account.lamports);
}
