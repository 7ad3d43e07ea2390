import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A line of a CSV file, by the names of its columns. */
export type Row = Readonly<Record<string, string>>;

/** The lines of a file in `tests/vectors`. */
export function readVectors(name: string): Row[] {
  const text = readFileSync(join(__dirname, "..", "vectors", name), "utf8");
  const [header = "", ...lines] = text.trim().split("\n");
  const columns = header.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ""]));
  });
}

/** A cell that must be there. */
export function cell(row: Row, column: string): string {
  const value = row[column];
  if (value === undefined) throw new Error(`the vectors have no column ${column}`);
  return value;
}

/** An integer cell. */
export function integer(row: Row, column: string): bigint {
  return BigInt(cell(row, column));
}
