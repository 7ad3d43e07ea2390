import { lineOf } from "@diem/config";
import { parse } from "csv-parse/sync";
import { LineCounter, parseDocument } from "yaml";

/** The column of a CSV that names the model of a row. */
const MODEL = "model";

/** The rows of a table as they are written, by model. */
export interface WrittenRows {
  readonly rows: unknown;
  /** The line of a row, or of a figure in it; null for none. */
  readonly lineOf: (path: readonly PropertyKey[]) => number | null;
}

/** Rows of YAML or JSON; figures stay as they are written. Throws an Error that says where the text is broken. */
export function rowsOfYaml(text: string): WrittenRows {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: "failsafe", lineCounter: lines });
  const [broken] = document.errors;
  if (broken !== undefined) throw broken;
  return { rows: document.toJS(), lineOf: (path) => lineOf(document, path, lines) };
}

/** Rows of CSV with a head. Throws an Error that says in which line the text is broken. */
export function rowsOfCsv(text: string): WrittenRows {
  const options = { bom: true, trim: true, skip_empty_lines: true, info: true, columns: true };
  const records = parse(text, options) as unknown as readonly {
    readonly record: Readonly<Record<string, string>>;
    readonly info: { readonly lines: number };
  }[];
  const rows = new Map<string, Readonly<Record<string, string>>>();
  const lines = new Map<string, number>();
  for (const { record, info } of records) {
    const { [MODEL]: model = "", ...cells } = record;
    const at = `line ${String(info.lines)}`;
    if (model === "") throw new Error(`${at} has no model: fill in the column ${MODEL}`);
    if (rows.has(model)) {
      const before = String(lines.get(model));
      throw new Error(
        `${at} has the model ${model} again, as line ${before}: remove one of the two`,
      );
    }
    const filled = Object.entries(cells).filter(([, cell]) => cell !== "");
    rows.set(model, Object.fromEntries(filled));
    lines.set(model, info.lines);
  }
  if (rows.size === 0) throw new Error("line 2 is missing: write the first model there");
  return {
    rows: Object.fromEntries(rows),
    lineOf: ([model]) => lines.get(String(model)) ?? null,
  };
}
