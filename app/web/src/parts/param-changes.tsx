import type { ParamChange } from "@diem/sdk/text";
import { groupedIn } from "../format/amounts";
import { DataTable } from "./data-table";

/** Parameters that change, each with what that does to whom. */
export function ParamChanges({ changes }: { readonly changes: readonly ParamChange[] }) {
  return (
    <DataTable
      caption="Parameters that change"
      columns={[
        { name: "Parameter", cell: ({ name }) => name },
        { name: "Now", cell: ({ before }) => groupedIn(before), figures: true },
        { name: "Then", cell: ({ after }) => <strong>{groupedIn(after)}</strong>, figures: true },
        {
          name: "What that does",
          cell: ({ effect }) => <span className="wrap">{effect}</span>,
        },
      ]}
      rows={changes}
      keyOf={({ name }) => name}
      empty="No parameter changes."
    />
  );
}
