import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";
import { PROGRAM_ID } from "@diem/sdk";
import { version } from "./version";
import type { World } from "./world";

/** What makes a result repeatable: the same seed, configuration and version give the same figures. */
export interface Stamp {
  readonly seed: number;
  /** SHA-256 of parameters, beliefs, state, scenario and size of the run, as hexadecimal digits. */
  readonly configuration: string;
  readonly version: string;
  readonly program: string;
}

/** The stamp of a run that begins with `from`; `run` is what else was chosen. */
export function stampOf(from: World, seed: number, run: object): Stamp {
  const text = JSON.stringify({ from, run });
  return {
    seed,
    configuration: bytesToHex(sha256(utf8ToBytes(text))),
    version,
    program: PROGRAM_ID.toBase58(),
  };
}
