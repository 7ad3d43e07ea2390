import type { Keypair, PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { Fixture, Trader } from "./fixture";

/** A call that succeeds. */
export interface Call {
  /** What must stand before the instruction. */
  readonly before?: readonly TransactionInstruction[];
  readonly instruction: TransactionInstruction;
  readonly signers: readonly Keypair[];
}

/** What the general rules do not tell of a call, by its account and by what is put in the account's place. */
export interface Peculiarities {
  /** The other error. */
  readonly refuses?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What rightly succeeds, and why. */
  readonly accepts?: readonly {
    readonly account: string;
    readonly kinds: readonly string[];
    readonly why: string;
  }[];
}

/** How the actors of a fixture call an instruction. */
export interface Invocation {
  /** What tells it from the other invocations of the same instruction. */
  readonly when?: string;
  /** Brings all actors to where their call succeeds. Invocations with the same preparation share a fixture. */
  readonly prepare?: (fixture: Fixture) => Promise<void>;
  readonly peculiarities?: Peculiarities;
  readonly call: (actors: Trader, fixture: Fixture) => Call | Promise<Call>;
  /** The message if the call succeeds only with a signature that nobody can give. */
  readonly unsendable?: RegExp;
  /** For optional accounts that the call leaves out: what is to be refused in their places. */
  readonly intruders?: (actors: Trader) => Readonly<Record<string, PublicKey>>;
}

/** By the program's name of the instruction. */
export type Invocations = Readonly<Record<string, readonly Invocation[]>>;

/** How a call is named in the tables. */
export const titleOf = (instruction: string, { when }: Invocation) =>
  when === undefined ? instruction : `${instruction} (${when})`;

export const call = (instruction: TransactionInstruction, ...signers: Keypair[]): Call => ({
  instruction,
  signers,
});
