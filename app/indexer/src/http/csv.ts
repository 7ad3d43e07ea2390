import type { EventRow } from "../store/tables";

const COLUMNS = ["time", "slot", "signature", "event", "field", "value"] as const;

/**
 * Events as CSV, a line for each of their figures: amounts are base units. A user's text that a spreadsheet would read
 * as a formula is marked as text.
 */
export function csvOf(rows: readonly EventRow[]): string {
  const lines = rows.flatMap(({ timestamp, slot, signature, name, data }) => {
    const at = [new Date(timestamp * 1_000).toISOString(), String(slot), signature, name];
    return fieldsOf(JSON.parse(data)).map(([field, value]) => [...at, field, value]);
  });
  return [COLUMNS, ...lines].map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

function fieldsOf(value: unknown, path = ""): [string, string][] {
  if (typeof value !== "object" || value === null) return [[path, String(value)]];
  return Object.entries(value)
    .filter(([name]) => path !== "" || name !== "stamp")
    .flatMap(([name, part]) => fieldsOf(part, path === "" ? name : `${path}.${name}`));
}

function cell(text: string): string {
  const safe = /^[=+@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
