import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";
import { PROGRAM_ID } from "@diem/sdk";
import type { Answer, Question } from "./lab";
import type { Shock } from "./paths";
import { programVersion, version } from "./version";
import type { World } from "./world";

/** What makes a result repeatable: the same seed, configuration and version give the same figures. */
export interface Stamp {
  readonly seed: number;
  /** SHA-256 of parameters, beliefs, state, scenario and size of the run, as hexadecimal digits. */
  readonly configuration: string;
  readonly version: string;
  /** Address of the program, and the version of it whose rules were simulated. */
  readonly program: string;
  readonly programVersion: string;
}

/** The stamp of a run that begins with `from`; `run` is what else was chosen. */
export function stampOf(from: World, seed: number, run: object): Stamp {
  const text = JSON.stringify({ from, run });
  return {
    seed,
    configuration: bytesToHex(sha256(utf8ToBytes(text))),
    version,
    program: PROGRAM_ID.toBase58(),
    programVersion,
  };
}

/** An answer with what makes it repeatable: what the command prints as JSON, and a page shows. */
export type Report = Stamp & {
  readonly shock: Shock;
  readonly paths: number;
  readonly days: number;
} & Answer;

/** The report of a question about `from` and its answer. */
export function reportOf(from: World, question: Question, answer: Answer): Report {
  const { seed, ...run } = question;
  const { shock, paths, days } = run;
  const stamp = stampOf(from, seed, run);
  return { ...stamp, shock, paths, days, ...answer };
}
