import type { PublicKey } from "@solana/web3.js";
import { add, sub } from "./integers";
import { demand, known } from "./refusal";
import type { State } from "./state";

export function balance({ tokens }: State, account: PublicKey): bigint {
  return known(tokens.get(account.toBase58()), "token account");
}

export function supplyOf({ supplies }: State, mint: PublicKey): bigint {
  return known(supplies.get(mint.toBase58()), "mint");
}

/** A movement that the program makes or asks for. */
export function move(state: State, from: PublicKey, to: PublicKey, amount: bigint): void {
  if (amount === 0n) return;
  const held = balance(state, from);
  demand(held >= amount, "InsufficientBalance");
  state.tokens.set(from.toBase58(), held - amount);
  state.tokens.set(to.toBase58(), balance(state, to) + amount);
}

/** A plain transfer of the token program, to which nobody but the owner of the tokens agreed. */
export function donate(state: State, from: PublicKey, to: PublicKey, amount: bigint): void {
  demand(balance(state, from) >= amount, "InsufficientFunds");
  move(state, from, to, amount);
}

export function mintTo(state: State, mint: PublicKey, to: PublicKey, amount: bigint): void {
  const supply = supplyOf(state, mint);
  state.supplies.set(mint.toBase58(), add(supply, amount));
  state.tokens.set(to.toBase58(), balance(state, to) + amount);
}

/** A burn of the token program: any holder can. */
export function burn(state: State, mint: PublicKey, from: PublicKey, amount: bigint): void {
  const held = balance(state, from);
  demand(held >= amount, "InsufficientFunds");
  state.tokens.set(from.toBase58(), held - amount);
  const supply = supplyOf(state, mint);
  state.supplies.set(mint.toBase58(), sub(supply, amount));
}
