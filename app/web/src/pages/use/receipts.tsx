import { type PaidCall, toCsv, toJsonLines } from "@diem/client";
import { CREDITS, DIEM } from "@diem/sdk";
import { shortAddress } from "../../format/address";
import { shownAmount } from "../../format/amounts";
import { safeText } from "../../format/text";
import { Amount } from "../../parts/amount";
import { DataTable } from "../../parts/data-table";
import { Query } from "../../parts/query";
import { Time } from "../../parts/time";
import { useReceipts } from "./desk/use-desk";

function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  Object.assign(link, { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}

/** Receipts that this browser keeps of the connected wallet's calls, to be looked at and taken along. */
export function Receipts() {
  return (
    <Query query={useReceipts()} what="the receipts">
      {(receipts) => (
        <div className="stack">
          {receipts.length > 0 && (
            <div className="row">
              <button
                type="button"
                onClick={() => save("receipts.jsonl", "application/jsonl", toJsonLines(receipts))}
              >
                Save as JSON lines
              </button>
              <button
                type="button"
                onClick={() => save("receipts.csv", "text/csv", toCsv(receipts))}
              >
                Save as CSV
              </button>
            </div>
          )}
          <List receipts={receipts} />
        </div>
      )}
    </Query>
  );
}

function List({ receipts }: { readonly receipts: readonly PaidCall[] }) {
  return (
    <DataTable
      caption="Receipts"
      rows={receipts}
      keyOf={({ call }) => call}
      empty="No receipts in this browser yet."
      columns={[
        { name: "Time", cell: ({ at }) => <Time at={Math.floor(at / 1000)} /> },
        { name: "Model", cell: ({ model }) => safeText(model) },
        { name: "Provider", cell: ({ provider }) => <code>{shortAddress(provider)}</code> },
        { name: "Channel", cell: ({ channel }) => <code>{shortAddress(channel)}</code> },
        { name: "Credits", figures: true, cell: ({ cost }) => shownAmount(cost.credits, CREDITS) },
        {
          name: "Paid by quota",
          figures: true,
          cell: ({ cost }) => shownAmount(cost.quota, CREDITS),
        },
        {
          name: "Paid in DIEM",
          figures: true,
          cell: ({ cost }) => <Amount value={cost.diem} token={DIEM} decimals={DIEM.decimals} />,
        },
        { name: "Call", cell: ({ call }) => <code>{call.slice(0, 8)}</code> },
      ]}
    />
  );
}
