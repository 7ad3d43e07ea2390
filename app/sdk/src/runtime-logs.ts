import { PublicKey } from "@solana/web3.js";

/**
 * What the runtime logs of one program's run: it begins, at a depth from 1 on, and ends with success or with a reason.
 */
export type RunLine =
  | { readonly kind: "invoke"; readonly programId: PublicKey; readonly depth: number }
  | { readonly kind: "success"; readonly programId: PublicKey }
  | { readonly kind: "failed"; readonly programId: PublicKey; readonly reason: string };

// Only the runtime writes lines that begin like this: what a program logs begins with "Program log: ".
const RUN = /^Program ([1-9A-HJ-NP-Za-km-z]{32,44}) (?:invoke \[(\d+)\]|(success)|failed: (.*))$/s;

/** The event of a program's run that a log line reports, or null for any other line. */
export function runLine(line: string): RunLine | null {
  const [, address = "", depth, success, reason = ""] = RUN.exec(line) ?? [];
  const programId = address === "" ? null : publicKey(address);
  if (programId === null) return null;
  if (depth !== undefined) return { kind: "invoke", programId, depth: Number(depth) };
  return success === undefined
    ? { kind: "failed", programId, reason }
    : { kind: "success", programId };
}

/** Programs that ran recently: the same few are in all logs. */
const programs = new Map<string, PublicKey>();
const REMEMBERED = 100;

function publicKey(address: string): PublicKey | null {
  const known = programs.get(address);
  if (known !== undefined) return known;
  try {
    const key = new PublicKey(address);
    if (programs.size === REMEMBERED) programs.clear();
    programs.set(address, key);
    return key;
  } catch {
    return null;
  }
}
