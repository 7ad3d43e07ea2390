import type { ChainAccount } from "./accounts";
import type { TransactionErrorJson } from "./errors";
import type { TransactionMetadata } from "./svm";
import { isTokenProgram } from "./token-programs";
import type { DecodedTransaction } from "./transaction";

/** Transactions that the ledger remembers, at about 8 KB each; the oldest ones make room. */
export const LEDGER_CAPACITY = 20_000;

/** What the accounts of a transaction held at one moment, in the order of its account keys. */
export interface Balances {
  readonly lamports: readonly bigint[];
  /** Token accounts only, by index into the account keys. */
  readonly tokens: ReadonlyMap<number, ChainAccount>;
}

/** @param accounts - where to read them: the chain, or what a simulation leaves of it */
export function balancesOf(
  keys: readonly string[],
  accounts: { get(address: string): ChainAccount | null },
): Balances {
  const tokens = new Map<number, ChainAccount>();
  const lamports = keys.map((key, index) => {
    const account = accounts.get(key);
    if (account && isTokenProgram(account.owner)) tokens.set(index, account);
    return account?.lamports ?? 0n;
  });
  return { lamports, tokens };
}

/** A transaction that landed in a block, successful or not. */
export interface LedgerEntry {
  readonly slot: bigint;
  /** Unix seconds. */
  readonly blockTime: bigint;
  readonly transaction: DecodedTransaction;
  readonly err: TransactionErrorJson | null;
  /** Its parts are copied out of LiteSVM when somebody asks: logs and inner instructions are costly. */
  readonly metadata: TransactionMetadata;
  readonly pre: Balances;
  readonly post: Balances;
}

/** The transactions of the chain, by signature and by address. */
export class Ledger {
  private readonly bySignature = new Map<string, LedgerEntry>();
  private readonly byAddress = new Map<string, LedgerEntry[]>();
  private readonly ordinals = new Map<string, number>();
  private firstWhole = 0n;

  /** @param landed - transactions that landed in an earlier run */
  constructor(private landed = 0) {}

  /** Transactions since genesis, forgotten ones included. */
  get transactionCount(): number {
    return this.landed;
  }

  /** From this slot on no transaction was forgotten. */
  get firstWholeSlot(): bigint {
    return this.firstWhole;
  }

  /** The newest transactions, oldest of them first. */
  newest(count: number): readonly LedgerEntry[] {
    return [...this.bySignature.values()].slice(-count);
  }

  add(entry: LedgerEntry): void {
    this.landed += 1;
    this.ordinals.set(entry.transaction.signature, this.landed);
    this.bySignature.set(entry.transaction.signature, entry);
    for (const key of entry.transaction.keys) {
      const entries = this.byAddress.get(key);
      if (entries) entries.push(entry);
      else this.byAddress.set(key, [entry]);
    }
    if (this.bySignature.size > LEDGER_CAPACITY) this.forgetOldest();
  }

  get(signature: string): LedgerEntry | undefined {
    return this.bySignature.get(signature);
  }

  /** The transaction's place among all, counted from genesis; `undefined` for one that is not known. */
  ordinal(signature: string): number | undefined {
    return this.ordinals.get(signature);
  }

  /** The transactions that name the address, oldest first. */
  mentioning(address: string): readonly LedgerEntry[] {
    return this.byAddress.get(address) ?? [];
  }

  private forgetOldest(): void {
    for (const [signature, { slot, transaction }] of this.bySignature) {
      this.firstWhole = slot + 1n;
      this.bySignature.delete(signature);
      this.ordinals.delete(signature);
      for (const key of transaction.keys) {
        const entries = this.byAddress.get(key);
        entries?.shift();
        if (entries?.length === 0) this.byAddress.delete(key);
      }
      return;
    }
  }
}
