import type { ChainAccount } from "./accounts";
import type { LedgerEntry } from "./ledger-entry";

/** Called with every step of the chain, in order, before its effects are reported. */
export interface BankJournal {
  /** A transaction landed, and left these accounts. */
  transaction(
    entry: LedgerEntry,
    accounts: readonly (readonly [address: string, account: ChainAccount | null])[],
  ): void;
  /** An account was overwritten outside of any transaction. */
  account(address: string, account: ChainAccount): void;
  /** The open slot is closed with a block; `next` is the time of the slot behind it. */
  block(next: bigint): void;
  /** Slots are skipped: `slot` is the open one, at `time`. */
  skip(slot: bigint, time: bigint): void;
  program(id: string, bytes: Uint8Array): void;
}
