import type { Plain } from "../store/plain";

/** Integers out of the decimal texts of an event's struct that has no other texts. */
export function integersOf<Fields extends object>(fields: Plain<Fields>): Fields {
  const entries = Object.entries(fields).map(([name, value]): [string, unknown] => [
    name,
    typeof value === "string" ? BigInt(value) : value,
  ]);
  return Object.fromEntries(entries) as Fields;
}
