import { hash } from "node:crypto";
import type { Change } from "../vouchers/store/store";

/** The first line of a journal. */
export const HEADER = "diem-store 1\n";
const SUM_LENGTH = 16;

/** A journal as far as it is whole. */
export interface JournalContents {
  readonly entries: Map<string, string>;
  /** Bytes of the part that is whole. */
  readonly length: number;
}

/** One batch as a line: a checksum and what changes. */
export function lineOf(changes: readonly Change[]): string {
  const text = JSON.stringify(changes.map(({ key, value }) => [key, value]));
  return `${sumOf(text)} ${text}\n`;
}

/**
 * Reads a journal. A last line that was not written to its end is left out: nobody was told that it is kept.
 *
 * @returns the entries, or what is wrong with the journal and in which line.
 */
export function readJournal(bytes: Uint8Array): JournalContents | { readonly fault: string } {
  const text = new TextDecoder().decode(bytes);
  if (!text.startsWith(HEADER)) {
    return HEADER.startsWith(text) ? { entries: new Map(), length: 0 } : { fault: "line 1" };
  }
  const lines = text.split("\n");
  const cut = lines.pop() ?? "";
  const entries = new Map<string, string>();
  let unwritten = cut;
  for (const [index, line] of lines.entries()) {
    if (index === 0) continue;
    const changes = changesIn(line);
    if (changes === null) {
      const last = index === lines.length - 1 && cut === "";
      // a crash leaves zeros where the length of a file was written and its content was not
      if (!last || !line.includes("\0")) return { fault: `line ${String(index + 1)}` };
      unwritten = `${line}\n`;
      break;
    }
    for (const [key, value] of changes) {
      if (value === null) entries.delete(key);
      else entries.set(key, value);
    }
  }
  return { entries, length: bytes.length - new TextEncoder().encode(unwritten).length };
}

function changesIn(line: string): readonly (readonly [string, string | null])[] | null {
  const [sum, text] = [line.slice(0, SUM_LENGTH), line.slice(SUM_LENGTH + 1)];
  if (sumOf(text) !== sum) return null;
  return JSON.parse(text) as [string, string | null][];
}

function sumOf(text: string): string {
  return hash("sha256", text, "hex").slice(0, SUM_LENGTH);
}
