import type { Connection, Keypair, TransactionInstruction } from "@solana/web3.js";
import { transactions } from "@diem/sdk";
import { COMPUTE_UNIT_LIMIT } from "../../tests/support/market";

/** One transaction: the payer signs first, and no instruction needs a signature that is not here. */
export interface Call {
  readonly payer: Keypair;
  readonly instructions: readonly TransactionInstruction[];
}

/** What the transactions of one kind took. */
export interface Phase {
  readonly name: string;
  /** Milliseconds in which they were built and signed, and in which the chain verified and executed them. */
  signingMs: number;
  chainMs: number;
  readonly units: number[];
  readonly failures: string[];
}

/** Sends transactions to the embedded chain one by one, and keeps what each took. */
export class Meter {
  readonly phases = new Map<string, Phase>();

  constructor(private readonly connection: Connection) {}

  /** The calls are drawn one by one, each after the one before it was executed. A failure is noted and passed. */
  async run(name: string, calls: Iterable<Call> | AsyncIterable<Call>): Promise<void> {
    const known = this.phases.get(name);
    const phase = known ?? { name, signingMs: 0, chainMs: 0, units: [], failures: [] };
    this.phases.set(name, phase);
    for await (const call of calls) await this.send(phase, call);
  }

  private async send(phase: Phase, { payer, instructions }: Call): Promise<void> {
    const { connection } = this;
    const started = performance.now();
    const { blockhash } = await connection.getLatestBlockhash();
    const transaction = await transactions.build({
      ...{ connection, payer: payer.publicKey, instructions, blockhash },
      computeUnitLimit: COMPUTE_UNIT_LIMIT, // build refuses what does not fit a packet
    });
    transaction.sign([payer]);
    const bytes = transaction.serialize();
    const signed = performance.now();
    const signature = await connection.sendRawTransaction(bytes, { skipPreflight: true });
    phase.signingMs += signed - started;
    phase.chainMs += performance.now() - signed;
    const landed = await connection.getTransaction(signature, {
      commitment: "confirmed",
      maxSupportedTransactionVersion: 0,
    });
    phase.units.push(landed?.meta?.computeUnitsConsumed ?? 0);
    if (landed?.meta?.err !== null) {
      phase.failures.push((landed?.meta?.logMessages ?? ["it did not land"]).join("\n"));
    }
  }
}
