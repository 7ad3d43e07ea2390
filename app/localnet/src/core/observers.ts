import type { ChainAccount } from "./accounts";
import type { LedgerEntry } from "./ledger";

export interface AccountChange {
  readonly address: string;
  readonly account: ChainAccount;
  readonly slot: bigint;
}

/** Told of what happens on the chain, synchronously and in order. */
export interface BankObserver {
  accountChanged(change: AccountChange): void;
  transactionLanded(entry: LedgerEntry): void;
  slotClosed(slot: bigint, parent: bigint): void;
}
