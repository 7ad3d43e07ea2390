import type { AccountStore } from "./accounts";
import { type TransactionErrorJson, toTransactionErrorJson } from "./errors";
import type { FailedTransactionMetadata } from "./svm";
import type { DecodedTransaction } from "./transaction";

/** Errors of transactions that no block could hold with any blockhash and payer. */
const UNSANITARY = new Set([
  "SanitizeFailure",
  "AddressLookupTableNotFound",
  "InvalidAddressLookupTableOwner",
  "InvalidAddressLookupTableData",
  "InvalidAddressLookupTableIndex",
]);

export function isUnsanitary(err: TransactionErrorJson): boolean {
  return typeof err === "string" ? UNSANITARY.has(err) : "DuplicateInstruction" in err;
}

/** LiteSVM's error, except that it has one name for a program that is none and one that is missing. */
export function failureOf(
  failed: FailedTransactionMetadata,
  { message, keys }: DecodedTransaction,
  accounts: AccountStore,
): TransactionErrorJson {
  const err = toTransactionErrorJson(failed.err());
  if (err !== "InvalidProgramForExecution") return err;
  const unusable = message.compiledInstructions
    .map(({ programIdIndex }) => accounts.get(keys[programIdIndex] ?? ""))
    .find((program) => !program?.executable);
  return unusable ? err : "ProgramAccountNotFound";
}
