import type { PublicKey } from "@solana/web3.js";
import { PROGRAM_ID } from "../program";
import { only } from "../only";
import { runLine } from "../runtime-logs";
import { type DiemError, type ErrorContext, fromCode } from "./diem-error";
import { knownCode } from "./known-codes";
import { ProgramError } from "./program-error";

/** The first program that failed in a transaction, as the runtime logged it. */
export interface Failure {
  readonly programId: PublicKey;
  /** Null for failures without a custom code. */
  readonly code: number | null;
  readonly reason: string;
}

const CUSTOM = /^custom program error: 0x([0-9a-f]+)$/i;

/**
 * Finds who failed. An error goes up through all callers, each of which logs it, so the first line names
 * the program that it came from.
 */
export function failureIn(logs: readonly string[]): Failure | null {
  for (const line of logs) {
    const run = runLine(line);
    if (run?.kind !== "failed") continue;
    const { programId, reason } = run;
    const code = CUSTOM.exec(reason)?.[1];
    return { programId, code: code === undefined ? null : Number.parseInt(code, 16), reason };
  }
  return null;
}

/** The last thing that a program said before it failed: often the only explanation. */
function lastWords(logs: readonly string[]): string {
  const end = logs.findIndex((line) => runLine(line)?.kind === "failed");
  const said = logs.slice(0, end).reverse();
  const line = said.find((text) => /^Program log: |^[A-Z][a-z]+: /.test(text));
  return line === undefined ? "" : ` (${line.replace(/^Program log: /, "")})`;
}

/**
 * The error that a transaction's logs tell of, or null if they tell of none. A code is DIEM's only if the
 * program that failed first is `programId`.
 */
export function fromLogs(
  logs: readonly string[],
  { programId = PROGRAM_ID, ...context }: ErrorContext & { readonly programId?: PublicKey } = {},
): DiemError | ProgramError | null {
  const failure = failureIn(logs);
  if (failure === null) return null;
  const { code, reason } = failure;
  const ours = failure.programId.equals(programId);
  const full = { ...context, logs };
  const own = ours && code !== null ? fromCode(code, full) : null;
  if (own !== null) return own;
  const known = code === null ? undefined : knownCode(failure.programId, code, logs);
  const what = known?.message ?? reason;
  return new ProgramError(
    {
      programId: failure.programId,
      code,
      ...only({ name: known?.name }),
      message: `program ${failure.programId.toBase58()} failed: ${what}${lastWords(logs)}`,
    },
    full,
  );
}
