import { INSTRUCTION_ERRORS, TRANSACTION_ERRORS } from "./error-names";
import type { FailedTransactionMetadata } from "./svm";

type InstructionErrorJson = string | { Custom: number };

/** A transaction error as a validator writes it in JSON. */
export type TransactionErrorJson =
  | string
  | { InstructionError: [number, InstructionErrorJson] }
  | { DuplicateInstruction: number }
  | { InsufficientFundsForRent: { account_index: number } }
  | { ProgramExecutionTemporarilyRestricted: { account_index: number } };

type LiteSvmError = ReturnType<FailedTransactionMetadata["err"]>;

/** Translates LiteSVM's error values, which are indexes into enums, into a validator's JSON. */
export function toTransactionErrorJson(error: LiteSvmError): TransactionErrorJson {
  if (typeof error === "number") return nameAt(TRANSACTION_ERRORS, error);
  if ("err" in error) {
    const inner = error.err();
    if (typeof inner === "number") {
      return { InstructionError: [error.index, nameAt(INSTRUCTION_ERRORS, inner)] };
    }
    const json = "code" in inner ? { Custom: inner.code } : "BorshIoError";
    return { InstructionError: [error.index, json] };
  }
  if ("index" in error) return { DuplicateInstruction: error.index };
  const account = { account_index: error.accountIndex };
  return error.toString().startsWith("TransactionErrorInsufficientFundsForRent")
    ? { InsufficientFundsForRent: account }
    : { ProgramExecutionTemporarilyRestricted: account };
}

/** The sentence a validator prints for the error. */
export function describeTransactionError(error: TransactionErrorJson): string {
  if (typeof error === "string") return TRANSACTION_ERRORS.get(error) ?? error;
  if ("InstructionError" in error) {
    const [index, inner] = error.InstructionError;
    const message =
      typeof inner === "string"
        ? (INSTRUCTION_ERRORS.get(inner) ?? inner)
        : `custom program error: 0x${inner.Custom.toString(16)}`;
    return `Error processing Instruction ${index}: ${message}`;
  }
  if ("DuplicateInstruction" in error) {
    return `Transaction contains a duplicate instruction (${error.DuplicateInstruction}) that is not allowed`;
  }
  if ("InsufficientFundsForRent" in error) {
    const { account_index } = error.InsufficientFundsForRent;
    return `Transaction results in an account (${account_index}) with insufficient funds for rent`;
  }
  const { account_index } = error.ProgramExecutionTemporarilyRestricted;
  return `Execution of the program referenced by account at index ${account_index} is temporarily restricted.`;
}

function nameAt(names: ReadonlyMap<string, string>, index: number): string {
  const name = [...names.keys()][index];
  if (name === undefined) throw new RangeError(`LiteSVM returned an unknown error ${index}`);
  return name;
}
