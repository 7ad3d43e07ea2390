import type { Keypair, PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { Stage, Trader } from "./house";

/** A call that succeeds. */
export interface Call {
  /** What must stand before the instruction. */
  readonly before?: readonly TransactionInstruction[];
  readonly instruction: TransactionInstruction;
  readonly signers: readonly Keypair[];
}

/** How an instruction is called by a party of the stage. */
export interface Scene {
  /** What tells it from the other scenes of the same instruction. */
  readonly when?: string;
  /** Brings every party to where its call succeeds. Scenes with the same preparation share a stage. */
  readonly prepare?: (stage: Stage) => Promise<void>;
  readonly call: (party: Trader, stage: Stage) => Call | Promise<Call>;
  /** The message if the call succeeds only with a signature that nobody can give. */
  readonly unsendable?: RegExp;
  /** For optional accounts that the call leaves out: what is to be refused in their places. */
  readonly intruders?: (party: Trader) => Readonly<Record<string, PublicKey>>;
}

/** By the program's name of the instruction. */
export type Scenes = Readonly<Record<string, readonly Scene[]>>;

export const call = (instruction: TransactionInstruction, ...signers: Keypair[]): Call => ({
  instruction,
  signers,
});
