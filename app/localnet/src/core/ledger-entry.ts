import type { ChainAccount } from "./accounts";
import type { TransactionErrorJson } from "./errors";
import type { TransactionMetadata } from "./svm";
import type { DecodedTransaction } from "./transaction";

/** What the accounts of a transaction held at one moment, in the order of its account keys. */
export interface Balances {
  readonly lamports: readonly bigint[];
  /** Token accounts only, by index into the account keys. */
  readonly tokens: ReadonlyMap<number, ChainAccount>;
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
