import type { Signer, TransactionInstruction } from "@solana/web3.js";
import { PROGRAM_ID } from "@diem/sdk";
import type { World } from "../tests/support/world";

/** Compute units of one instruction, its CPIs included. */
export interface Reading {
  /** Its name, and the circumstances where they matter. */
  readonly instruction: string;
  readonly units: number;
}

/** Sends instructions and reads from the logs what the program consumed. */
export class Bench {
  readonly readings: Reading[] = [];

  constructor(readonly world: World) {}

  /** Measures the last instruction of the list. */
  async measure(
    instruction: string,
    list: TransactionInstruction[],
    signers: Signer[] = [],
  ): Promise<void> {
    const signature = await this.world.send(list, signers);
    this.readings.push({ instruction, units: await this.unitsOf(signature) });
  }

  private async unitsOf(signature: string): Promise<number> {
    const transaction = await this.world.chain.connection.getTransaction(signature, {
      commitment: "confirmed",
      maxSupportedTransactionVersion: 0,
    });
    // the program's own events are a CPI into itself: the last line is the outermost call
    const consumed = new RegExp(`^Program ${PROGRAM_ID.toBase58()} consumed (\\d+) of`);
    const units = (transaction?.meta?.logMessages ?? []).flatMap(
      (line) => consumed.exec(line)?.[1] ?? [],
    );
    const outermost = units.at(-1);
    if (outermost === undefined) throw new Error(`no compute units in the logs of ${signature}`);
    return Number(outermost);
  }
}
