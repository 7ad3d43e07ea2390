import { type PublicKey, SystemProgram } from "@solana/web3.js";
import { PROGRAM_ID } from "../program";
import { runLine } from "../runtime-logs";
import type { DiemError } from "./diem-error";
import { insufficientSol, programFailed } from "./failures";
import { knownCode } from "./known-codes";
import { fromCode, type RefusalDetails } from "./program-errors";

/** The first program that failed in a transaction, as the runtime logged it. */
interface Failure {
  readonly programId: PublicKey;
  /** Undefined for failures without a custom code. */
  readonly code: number | undefined;
  readonly reason: string;
}

const CUSTOM = /^custom program error: 0x([0-9a-f]+)$/i;

/**
 * Finds who failed. An error goes up through all callers, each of which logs it, so the first line names
 * the program that it came from.
 */
function failureIn(logs: readonly string[]): Failure | null {
  for (const line of logs) {
    const run = runLine(line);
    if (run?.kind !== "failed") continue;
    const { programId, reason } = run;
    const code = CUSTOM.exec(reason)?.[1];
    return { programId, code: code === undefined ? undefined : Number.parseInt(code, 16), reason };
  }
  return null;
}

/** The last log line of a program before it failed: often the only explanation. */
function lastWords(logs: readonly string[]): string {
  const end = logs.findIndex((line) => runLine(line)?.kind === "failed");
  const said = logs.slice(0, end).reverse();
  const line = said.find((text) => /^Program log: |^[A-Z][a-z]+: /.test(text));
  return line === undefined ? "" : `, ${line.replace(/^Program log: /, "")}`;
}

/** The system program's code for a payer with too few lamports, and what it logs first. */
const TOO_FEW_LAMPORTS = 1;
const LAMPORTS = /^Transfer: insufficient lamports (\d+), need (\d+)$/;

function lamportsIn(logs: readonly string[]): { held?: bigint; needed?: bigint } {
  for (const line of logs) {
    const [, held, needed] = LAMPORTS.exec(line) ?? [];
    if (held !== undefined && needed !== undefined) {
      return { held: BigInt(held), needed: BigInt(needed) };
    }
  }
  return {};
}

/**
 * The error in a transaction's logs, or null if they have none. A code is DIEM's only if the program that failed first
 * is `programId`.
 */
export function fromLogs(
  logs: readonly string[],
  {
    programId = PROGRAM_ID,
    source = "chain",
    ...details
  }: Omit<RefusalDetails, "logs"> & { readonly programId?: PublicKey | undefined } = {},
): DiemError | null {
  const failure = failureIn(logs);
  if (failure === null) return null;
  const { programId: program, code, reason } = failure;
  const full = { ...details, source, logs };
  const own = program.equals(programId) && code !== undefined ? fromCode(code, full) : null;
  if (own !== null) return own;
  if (program.equals(SystemProgram.programId) && code === TOO_FEW_LAMPORTS) {
    return insufficientSol(lamportsIn(logs), full);
  }
  const known = code === undefined ? undefined : knownCode(program, code, logs);
  const what = `${known?.message ?? reason}${lastWords(logs)}`;
  return programFailed(
    {
      program,
      error: known?.name,
      code,
      reason: `the program ${program.toBase58()} failed (${what})`,
    },
    full,
  );
}
