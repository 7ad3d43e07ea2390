import type { PublicKey } from "@solana/web3.js";
import { defined } from "../defined";
import { type DiemError, type ErrorSource, isDiemError } from "./diem-error";
import { insufficientSol, programFailed, transactionFailed } from "./failures";
import { fromLogs } from "./logs";
import type { RefusalDetails } from "./program-errors";

type Fields = Readonly<Record<string, unknown>>;

/** How deep RPC clients nest the error of a node: `error.data`, `value`, `meta`, `simulationResponse`. */
const WRAPPERS = ["data", "value", "meta", "error", "simulationResponse", "cause"];
const MAX_DEPTH = 4;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

/** A property, or undefined if reading it throws. */
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

/** The two forms in which the runtime's error of a transaction is written. */
type RuntimeError = string | Fields;

/** The error of `{ err }`, or of `{ InstructionError }` alone. */
function runtimeError(fields: Fields): RuntimeError | undefined {
  if (property(fields, "InstructionError") !== undefined) return fields;
  const err = property(fields, "err");
  return (typeof err === "string" && err !== "") || isFields(err) ? err : undefined;
}

/** The custom code of `{ InstructionError: [index, { Custom: code }] }`. */
function customCode(err: RuntimeError): number | undefined {
  const instructionError = isFields(err) ? property(err, "InstructionError") : undefined;
  const detail: unknown = Array.isArray(instructionError) ? instructionError[1] : undefined;
  const code = isFields(detail) ? property(detail, "Custom") : undefined;
  return typeof code === "number" ? code : undefined;
}

/** How the runtime says that a payer has too few lamports: the error's name, or a node's sentence for it. */
const TOO_FEW_LAMPORTS =
  /^AccountNotFound$|InsufficientFundsFor(?:Fee|Rent)|insufficient funds for (?:fee|rent)|found no record of a prior credit/i;

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

/** A simulation's answer, or a node that refused what it had simulated first. */
function isSimulated(fields: Fields): true | undefined {
  const marks = [
    property(fields, "action") === "simulate",
    property(fields, "code") === PREFLIGHT_FAILURE,
    property(fields, "unitsConsumed") !== undefined && property(fields, "meta") === undefined,
    /simulation failed/i.test(textOf(fields)),
  ];
  return marks.includes(true) ? true : undefined;
}

/** JSON-RPC's code for a transaction that failed its simulation on the node it was sent to. */
const PREFLIGHT_FAILURE = -32_002;

function textOf(fields: Fields): string {
  const message = property(fields, "message");
  return typeof message === "string" ? message : "";
}

/** Facts that {@link from} cannot read from the thrown value. */
export interface FromOptions {
  /** Another deployment's id. */
  readonly programId?: PublicKey;
  /** Of the transaction that failed. */
  readonly signature?: string;
  /** Which part refused. Default: read from the thrown value. */
  readonly source?: ErrorSource;
}

/**
 * Converts anything that a transaction threw or returned to the most specific error: web3.js's `SendTransactionError`,
 * Anchor's errors, simulation results, transaction responses, JSON-RPC errors. Never throws.
 *
 * A custom code becomes the program's error of that name only if the logs show that `programId` failed with it. An
 * error of another program or of the framework becomes `ProgramFailed`, with the program and the error's own name in
 * its context. An error of the runtime becomes `InsufficientSol` or `TransactionFailed`. A {@link DiemError}, and an
 * `Error` that is about no transaction, are returned as they are.
 *
 * @example
 * const error = errors.from(thrown);
 * if (errors.isDiemError(error, "CostAboveMaximum")) requote();
 */
export function from(
  thrown: unknown,
  { programId, signature: known, source: who }: FromOptions = {},
): Error {
  if (isDiemError(thrown)) return thrown;
  const logs = search(thrown, logsOf) ?? [];
  const signature = known ?? search(thrown, signatureOf);
  const source = who ?? (search(thrown, isSimulated) === true ? "simulation" : "chain");
  const details = { signature, source, cause: thrown };
  const told = fromLogs(logs, { ...details, ...defined({ programId }) });
  if (told !== null) return told;
  return (
    fromRuntime(thrown, { ...details, logs }) ??
    (thrown instanceof Error ? thrown : new Error(describe(thrown), { cause: thrown }))
  );
}

/** The runtime's own error, if no program logged one. */
function fromRuntime(thrown: unknown, details: RefusalDetails): DiemError | undefined {
  const err = search(thrown, runtimeError);
  const text = err === undefined ? (search(thrown, sentence) ?? "") : nameOf(err);
  if (TOO_FEW_LAMPORTS.test(text)) return insufficientSol({}, details);
  if (err === undefined) {
    const refusal = search(thrown, nodeRefusal);
    return refusal === undefined ? undefined : transactionFailed(refusal, details);
  }
  const code = customCode(err);
  if (code === undefined) return transactionFailed(text, details);
  const reason = `a program failed with the custom code ${String(code)}, and there are no logs to tell which`;
  const next = "simulate the transaction to see them";
  return programFailed({ program: null, error: undefined, code, reason, next }, details);
}

/** JSON-RPC's codes for errors of a request and of a server. */
const RPC_ERRORS = { least: -32_768, most: -32_000 };

/** A node's error about a transaction that it did not run, because it is malformed or wrongly signed. */
function nodeRefusal(fields: Fields): string | undefined {
  const code = property(fields, "code");
  if (typeof code !== "number" || code < RPC_ERRORS.least || code > RPC_ERRORS.most)
    return undefined;
  return textOf(fields);
}

/** What a node or client says in words; only one that is about a transaction is one of the runtime's. */
function sentence(fields: Fields): string | undefined {
  return TOO_FEW_LAMPORTS.test(textOf(fields)) ? textOf(fields) : undefined;
}

/** `BlockhashNotFound` as it is, `{ InstructionError: [0, "InvalidAccountData"] }` as JSON. */
function nameOf(err: RuntimeError): string {
  return typeof err === "string" ? err : describe(err);
}
