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

/** Text without control characters, because providers and creators choose some of the texts shown here. */
export function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (control) => (control === "\n" ? control : "\ufffd"));
}

/** How a text is laid out. */
export interface Layout {
  readonly colors: Colors;
  /** Columns that a line may take; words that are longer stay whole. */
  readonly width: number;
}

/** The lines of a text. */
export function render(text: Text, layout: Layout): string {
  const lines: string[] = [];
  let index = 0;
  while (index < text.length) {
    const block = text[index];
    if (isFact(block)) {
      const end = text.findIndex((other, at) => at > index && !isFact(other));
      const facts = text.slice(index, end < 0 ? text.length : end).filter(isFact);
      lines.push(...factLines(facts, layout));
      index += facts.length;
      continue;
    }
    if (typeof block === "string") lines.push(...wrapped(withoutControls(block), layout.width));
    else if (block !== undefined) lines.push(...tableLines(block, layout));
    index += 1;
  }
  return lines.map((line) => `${line}\n`).join("");
}

/** A paragraph in lines of a width. What has lines already, such as a file, stays as it is. */
function wrapped(text: string, width: number): string[] {
  if (text.length <= width || text.includes("\n")) return [text];
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width)
      lines.push(`${lines.pop() ?? ""} ${word}`);
    else lines.push(word);
  }
  return lines;
}

function factLines(facts: readonly Fact[], { colors, width }: Layout): string[] {
  const labelled = Math.max(...facts.map(([label]) => label.length)) + 1;
  const indent = labelled + GAP.length;
  return facts.flatMap(([label, value]) => {
    const [first = "", ...rest] = wrapped(withoutControls(value), width - indent);
    return [
      `${colors.dim(`${label}:`.padEnd(labelled))}${GAP}${first}`,
      ...rest.map((line) => `${" ".repeat(indent)}${line}`),
    ];
  });
}

/** A table in columns where they fit the width; otherwise as records, one per row. */
function tableLines({ head, rows, empty = "none" }: Table, layout: Layout): string[] {
  if (rows.length === 0) return [empty];
  const { colors, width } = layout;
  const safe = rows.map((row) => row.map(withoutControls));
  const widths = head.map((title, column) =>
    Math.max(title.length, ...safe.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(GAP)
      .trimEnd();
  const lines = [head, ...safe].map(line);
  if (lines.some(({ length }) => length > width)) {
    return safe.flatMap((row) => recordLines(head, row, layout));
  }
  const [title = "", ...body] = lines;
  return [colors.bold(title), ...body];
}

function recordLines(
  [subject = "", ...labels]: readonly string[],
  [name = "", ...values]: readonly string[],
  { colors, width }: Layout,
): string[] {
  const facts = labels.map((label, index): Fact => [label, values[index] ?? ""]);
  const below = factLines(facts, { colors, width: width - GAP.length });
  return [colors.bold(`${subject} ${name}`), ...below.map((fact) => `${GAP}${fact}`)];
}
