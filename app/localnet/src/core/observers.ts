import type { ChainAccount } from "./accounts";
import type { LedgerEntry } from "./ledger-entry";

export interface AccountChange {
  readonly address: string;
  readonly account: ChainAccount;
  readonly slot: bigint;
}

/** Called with what happens on the chain, synchronously and in order. What it throws becomes a warning. */
export interface BankObserver {
  accountChanged(change: AccountChange): void;
  transactionLanded(entry: LedgerEntry): void;
  slotClosed(slot: bigint, parent: bigint): void;
}

/**
 * Runs what a listener has to be told. What it throws does not reach the chain, nor the other listeners: it becomes a
 * warning of the process.
 */
export function guarded(tell: () => void): void {
  try {
    tell();
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error));
  }
}
