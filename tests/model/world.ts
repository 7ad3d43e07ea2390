import type { Keypair, PublicKey } from "@solana/web3.js";
import type { EmbeddedChain } from "@diem/localnet";
import type { MarketKeys } from "@diem/sdk";
import type { Addresses } from "./addresses";
import { known } from "./refusal";
import type { Focus } from "./wait";
import type { Address, State } from "./state";

/** Somebody with a wallet and an associated token account for each mint. */
export interface Person {
  readonly name: string;
  readonly keypair: Keypair;
  readonly key: PublicKey;
  readonly vvv: PublicKey;
  readonly diem: PublicKey;
}

/** Who acts on a market. Providers' owners have operators; everybody else acts alone. */
export interface Cast {
  readonly stakers: readonly Person[];
  readonly owners: readonly Person[];
  readonly consumers: readonly Person[];
  readonly operator: Person;
  /** Pays what anyone may pay, and signs where nobody must. */
  readonly keeper: Person;
  readonly authority: Person;
  readonly guardian: Person;
  readonly arbiter: Person;
  readonly treasury: Person;
}

/** A market on a chain of its own, and what the model believes of it. */
export interface World {
  readonly chain: EmbeddedChain;
  readonly keys: MarketKeys;
  readonly addresses: Addresses;
  readonly cast: Cast;
  readonly people: readonly Person[];
  state: State;
  /** What the last step was for: what its wait was for, or what comes next. */
  focus: Focus | undefined;
}

/** Everybody who may have a position. */
export function holders({ cast }: World): readonly Person[] {
  return [...cast.stakers, ...cast.consumers];
}

export function personOf({ people }: World, key: PublicKey): Person {
  return known(
    people.find((person) => person.key.equals(key)),
    "person",
  );
}

export interface Held<Account> {
  readonly address: Address;
  readonly account: Account;
}

/** The one of the list that the last step was for. */
export function focused<Account>(
  { focus }: World,
  list: readonly Held<Account>[],
): Held<Account> | undefined {
  return list.find(({ address }) => address.text === focus?.text);
}

/** The accounts of a kind that exist, with their addresses. */
export function existing<Account>(
  { addresses }: World,
  accounts: ReadonlyMap<string, Account>,
): readonly Held<Account>[] {
  return [...accounts].map(([text, account]) => ({
    address: addresses.of(text),
    account,
  }));
}
