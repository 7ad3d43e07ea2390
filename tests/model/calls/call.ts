import type { TransactionInstruction } from "@solana/web3.js";
import type { Generator } from "../generator";
import type { State } from "../state";
import type { Person, World } from "../world";

/** One transaction, and what the model says of it. */
export interface Call {
  /** The instruction's name in the SDK, or that of a donation. */
  readonly name: string;
  /** What a reader of a failure must know of it. */
  readonly detail: Readonly<Record<string, unknown>>;
  readonly instructions: readonly TransactionInstruction[];
  /** The first one pays the fee. */
  readonly signers: readonly Person[];
  /** Changes the state as the chain must, or refuses with the chain's error. */
  readonly predict: (state: State) => void;
  /** After a prediction of success: for each part of the call the error for which it was skipped, or `null`. */
  readonly skipped?: () => readonly (string | null)[];
}

/** Makes a call out of the state and the generator; nothing where there is nothing to try. */
export type Maker = (world: World, generator: Generator) => Call | undefined;

/** Persons once each: a transaction names every signer once. */
export function signers(first: Person, ...others: readonly (Person | undefined)[]): Person[] {
  const all = [first, ...others].filter((person): person is Person => person !== undefined);
  return [...new Set(all)];
}
