import type { MarketParams } from "@diem/sdk";
import { paramChanges } from "@diem/sdk/text";
import { groupedIn } from "../../format/amounts";
import { DataTable } from "../../parts/data-table";

/** What changes from one set of parameters to another, and what that does to whom. */
export default function Changes(change: {
  readonly before: MarketParams;
  readonly after: MarketParams;
  readonly vvvDecimals: number;
}) {
  return (
    <div className="wrapping">
      <DataTable
        caption="What the announced parameters change"
        columns={[
          { name: "Parameter", cell: ({ name }) => <code>{name}</code> },
          { name: "Now", cell: ({ before }) => groupedIn(before), figures: true },
          { name: "Then", cell: ({ after }) => groupedIn(after), figures: true },
          { name: "What that does", cell: ({ effect }) => effect },
        ]}
        rows={paramChanges(change)}
        keyOf={({ name }) => name}
        empty="They change nothing."
      />
    </div>
  );
}
