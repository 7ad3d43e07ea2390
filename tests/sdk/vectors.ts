import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { errors } from "@diem/sdk";

/** A line of a CSV file, by the names of its columns. */
export type Row = Readonly<Record<string, string>>;

/** The inputs of a line that names a function. */
export type Column = "a" | "b" | "c" | "d" | "e" | "f" | "g";
/** Calls the SDK's own version of one function of the program. */
export type Twin = (inputs: {
  readonly big: (at: Column) => bigint;
  readonly small: (at: Column) => number;
}) => unknown;

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

/** What a call returns, or the name of the refusal. */
export function attempt<Result>(call: () => Result): Result | string {
  try {
    return call();
  } catch (error) {
    if (errors.isDiemError(error) && error.source === "quote") return error.name;
    throw error;
  }
}

/** Demands that the twins return every line of a file, and that the file has lines of each of them. */
export function expectTwins(file: string, twins: Readonly<Record<string, Twin>>): void {
  const rows = readVectors(file);
  const operations = new Set(rows.map((row) => cell(row, "operation")));
  expect([...operations]).to.have.members(Object.keys(twins));
  for (const row of rows) {
    const big = (at: Column) => integer(row, at);
    const twin = twins[cell(row, "operation")];
    const result = attempt(() => twin?.({ big, small: (at) => Number(big(at)) }));
    const expected = cell(row, "result");
    expect(String(result), JSON.stringify(row)).to.equal(
      expected === "" ? "MathOverflow" : expected,
    );
  }
}
