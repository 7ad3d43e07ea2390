import type * as text from "@diem/sdk/text";
import type { Table } from "../../core";

/** Parameters that change, for people. */
export function changesTable(changes: readonly text.ParamChange[]): Table {
  return {
    head: ["parameter", "now", "then", "what that does"],
    rows: changes.map(({ name, before, after, effect }) => [name, before, after, effect]),
    empty: "no parameter changes",
  };
}
