import type { AccountStore } from "./accounts";
import type { TransactionErrorJson } from "./errors";
import { failureOf } from "./failures";
import { balancesOf } from "./ledger";
import type { LedgerEntry } from "./ledger-entry";
import { FailedTransactionMetadata, type LiteSvm, type SimulatedTransactionInfo } from "./svm";
import type { DecodedTransaction } from "./transaction";

/** `result` is missing when the transaction was refused before LiteSVM saw it. */
export interface Simulation {
  readonly err: TransactionErrorJson | null;
  readonly result?: FailedTransactionMetadata | SimulatedTransactionInfo;
}

/** What LiteSVM made of a transaction, and the balances before. */
export interface Execution {
  readonly pre: LedgerEntry["pre"];
  readonly result: ReturnType<LiteSvm["sendLegacyTransaction"]>;
  readonly err: TransactionErrorJson | null;
}

/** Runs transactions in LiteSVM, and gives their failures the names of a validator. */
export class Executor {
  readonly #svm: LiteSvm;
  readonly #accounts: AccountStore;

  constructor(svm: LiteSvm, accounts: AccountStore) {
    this.#svm = svm;
    this.#accounts = accounts;
  }

  /** Runs a transaction without keeping what it did. */
  simulate(transaction: DecodedTransaction, verifySignatures: boolean): Simulation {
    this.#svm.setSigverify(verifySignatures);
    const result = isLegacy(transaction)
      ? this.#svm.simulateLegacyTransaction(transaction.wire)
      : this.#svm.simulateVersionedTransaction(transaction.wire);
    return { err: this.#errorOf(result, transaction), result };
  }

  execute(transaction: DecodedTransaction, verifySignatures: boolean): Execution {
    const pre = balancesOf(transaction.keys, this.#accounts);
    this.#svm.setSigverify(verifySignatures);
    const result = isLegacy(transaction)
      ? this.#svm.sendLegacyTransaction(transaction.wire)
      : this.#svm.sendVersionedTransaction(transaction.wire);
    return { pre, result, err: this.#errorOf(result, transaction) };
  }

  #errorOf(result: object, transaction: DecodedTransaction): TransactionErrorJson | null {
    const failed = result instanceof FailedTransactionMetadata;
    return failed ? failureOf(result, transaction, this.#accounts) : null;
  }
}

function isLegacy({ message }: DecodedTransaction): boolean {
  return message.version === "legacy";
}
