import { Buffer } from "buffer";
import type { PublicKey } from "@solana/web3.js";
import { type RunLine, runLine } from "../runtime-logs";
import { decodeLogged, type DiemEvent } from "./decode";

/** An event, and where in its transaction it was sent. */
export type LocatedEvent = DiemEvent & {
  /** Which instruction of the transaction led to it. */
  readonly instructionIndex: number;
  /**
   * Which of that instruction's inner instructions it is; for a logged event, which of them logged it, and null
   * where the instruction itself did.
   */
  readonly innerIndex: number | null;
};

interface Run {
  readonly programId: PublicKey;
  readonly innerIndex: number | null;
}

const DATA = /^Program data: (\S+)$/;
const TRUNCATED = "Log truncated";

/**
 * Follows the runs of a transaction's programs through its logs. The runtime names what begins and ends, so
 * what a line between belongs to cannot be forged.
 */
class Runs {
  private readonly stack: Run[] = [];
  private instruction = -1;
  private inner = -1;

  /** `programs` are those of the transaction's instructions. */
  constructor(private readonly programs: readonly PublicKey[]) {}

  /** Takes the next begin or end; false if it does not fit what came before. */
  take(line: RunLine): boolean {
    if (line.kind !== "invoke") return this.stack.pop()?.programId.equals(line.programId) === true;
    if (line.depth !== this.stack.length + 1) return false;
    if (line.depth === 1 && !this.nextInstruction(line.programId)) return false;
    const innerIndex = line.depth === 1 ? null : ++this.inner;
    this.stack.push({ programId: line.programId, innerIndex });
    return true;
  }

  /** The program that runs now, and where. */
  get current(): (Run & { readonly instructionIndex: number }) | undefined {
    const run = this.stack.at(-1);
    return run && { ...run, instructionIndex: this.instruction };
  }

  /** Goes on to the program's instruction. Those passed over log nothing: the signature checks of the runtime. */
  private nextInstruction(programId: PublicKey): boolean {
    const later = this.programs.slice(this.instruction + 1);
    const passed = later.findIndex((program) => program.equals(programId));
    this.instruction += passed + 1;
    this.inner = -1;
    return passed >= 0;
  }
}

/**
 * The events that `programId` itself wrote as logs. Nodes cut long logs: what follows the cut, or a line that
 * does not fit, belongs to nobody for certain and is left out.
 */
export function loggedEvents(
  logs: readonly string[],
  { programs, programId }: { programs: readonly PublicKey[]; programId: PublicKey },
): LocatedEvent[] {
  const runs = new Runs(programs);
  const found: LocatedEvent[] = [];
  for (const line of logs) {
    if (line === TRUNCATED) break;
    const run = runLine(line);
    if (run !== null) {
      if (!runs.take(run)) break;
      continue;
    }
    const data = DATA.exec(line)?.[1];
    const { current } = runs;
    if (data === undefined || current?.programId.equals(programId) !== true) continue;
    const event = decodeLogged(Buffer.from(data, "base64"));
    const { instructionIndex, innerIndex } = current;
    if (event !== null) found.push({ ...event, instructionIndex, innerIndex });
  }
  return found;
}

/** Events of one transaction in the order in which they happened. */
export function inOrder(events: LocatedEvent[]): LocatedEvent[] {
  return events.sort(
    (a, b) =>
      a.instructionIndex - b.instructionIndex || (a.innerIndex ?? -1) - (b.innerIndex ?? -1),
  );
}
