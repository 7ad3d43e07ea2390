import type { Colors } from "picocolors/types";

/** A label and its value; those that follow one another are aligned. */
export type Fact = readonly [label: string, value: string];

/** Rows under a head, in columns as wide as their widest cell. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What to say where there are no rows. */
  readonly empty?: string;
}

export type Block = string | Fact | Table;
/** What a command says to people. */
export type Text = readonly Block[];

const isFact = (block: Block | undefined): block is Fact => Array.isArray(block);
const GAP = "  ";

/**
 * Text that moves no cursor and rings no bell: providers and creators choose some of what is shown here.
 */
export function harmless(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (control) => (control === "\n" ? control : "\ufffd"));
}

/** The lines of a text. */
export function render(text: Text, colors: Colors): string {
  const lines: string[] = [];
  let index = 0;
  while (index < text.length) {
    const block = text[index];
    if (isFact(block)) {
      const end = text.findIndex((other, at) => at > index && !isFact(other));
      const facts = text.slice(index, end < 0 ? text.length : end).filter(isFact);
      lines.push(...factLines(facts, colors));
      index += facts.length;
      continue;
    }
    if (typeof block === "string") lines.push(harmless(block));
    else if (block !== undefined) lines.push(...tableLines(block, colors));
    index += 1;
  }
  return lines.map((line) => `${line}\n`).join("");
}

function factLines(facts: readonly Fact[], colors: Colors): string[] {
  const width = Math.max(...facts.map(([label]) => label.length)) + 1;
  return facts.map(([label, value]) => {
    return `${colors.dim(`${label}:`.padEnd(width))}${GAP}${harmless(value)}`;
  });
}

function tableLines({ head, rows, empty = "none" }: Table, colors: Colors): string[] {
  if (rows.length === 0) return [empty];
  const safe = rows.map((row) => row.map(harmless));
  const widths = head.map((title, column) =>
    Math.max(title.length, ...safe.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(GAP)
      .trimEnd();
  return [colors.bold(line(head)), ...safe.map(line)];
}
