import type { PublicKey } from "@solana/web3.js";
import { only } from "../only";
import { DiemError } from "./diem-error";
import { fromLogs } from "./logs";
import { NodeUnreachableError } from "./client-errors";
import { ProgramError } from "./program-error";
import { TransactionExpiredError, TransactionOutcomeUnknownError } from "./transaction-errors";

/** Errors that say all there is to say, whatever caused them. */
const FINAL = [
  DiemError,
  ProgramError,
  TransactionExpiredError,
  TransactionOutcomeUnknownError,
  NodeUnreachableError,
];

type Fields = Readonly<Record<string, unknown>>;

/** How deep RPC clients nest what they were told: `error.data`, `value`, `meta`, `simulationResponse`. */
const WRAPPERS = ["data", "value", "meta", "error", "simulationResponse", "cause"];
const MAX_DEPTH = 4;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

/** A property, or undefined where reading it throws. */
function property(value: Fields, key: string): unknown {
  try {
    return value[key];
  } catch {
    return undefined;
  }
}

/** The first value that `pick` finds in `value` or in what it wraps. */
function search<Found>(
  value: unknown,
  pick: (fields: Fields) => Found | undefined,
  depth = 0,
): Found | undefined {
  if (!isFields(value) || depth > MAX_DEPTH) return undefined;
  const here = pick(value);
  if (here !== undefined) return here;
  for (const wrapper of WRAPPERS) {
    const found = search(property(value, wrapper), pick, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function logsOf(fields: Fields): string[] | undefined {
  const lists = ["logs", "logMessages"].map((key) => property(fields, key));
  return lists.find(
    (list): list is string[] => Array.isArray(list) && list.some((l) => typeof l === "string"),
  );
}

/** The custom code of `{ InstructionError: [index, { Custom: code }] }`. */
function customCode(fields: Fields): number | undefined {
  const err = property(fields, "err") ?? fields;
  const instructionError = isFields(err) ? property(err, "InstructionError") : undefined;
  const detail: unknown = Array.isArray(instructionError) ? instructionError[1] : undefined;
  const code = isFields(detail) ? property(detail, "Custom") : undefined;
  return typeof code === "number" ? code : undefined;
}

function signatureOf(fields: Fields): string | undefined {
  const signature = property(fields, "signature");
  return typeof signature === "string" && signature.length > 0 ? signature : undefined;
}

function describe(value: unknown): string {
  try {
    return typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  } catch {
    return "an unknown value was thrown";
  }
}

/**
 * Makes the best error of whatever a transaction threw or returned: web3.js's `SendTransactionError`,
 * Anchor's errors, simulation results, transaction responses, JSON-RPC errors. Never throws.
 *
 * A custom code becomes a {@link DiemError} only if the logs show that `programId` failed with it; codes
 * without logs, and all other programs' failures, become a {@link ProgramError}; an `Error` that is about
 * no program is returned as it is.
 *
 * @example
 * const error = errors.from(thrown);
 * if (error instanceof errors.DiemError && error.name === "CostAboveMaximum") requote();
 */
export function from(
  thrown: unknown,
  { programId, signature: known }: { programId?: PublicKey; signature?: string } = {},
): Error {
  if (FINAL.some((type) => thrown instanceof type)) return thrown as Error;
  const logs = search(thrown, logsOf) ?? [];
  const signature = known ?? search(thrown, signatureOf);
  const context = { signature, cause: thrown };
  const told = fromLogs(logs, { ...context, ...only({ programId }) });
  if (told !== null) return told;
  const code = search(thrown, customCode);
  if (code !== undefined) {
    const message = `a program failed with the custom code ${String(code)}, and there are no logs to tell which: simulate the transaction to see them`;
    return new ProgramError({ programId: null, code, message }, { ...context, logs });
  }
  return thrown instanceof Error ? thrown : new Error(describe(thrown), { cause: thrown });
}
