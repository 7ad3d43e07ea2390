import { constants, DIEM, type MarketStanding, quotes, vvvOf } from "@diem/sdk";
import { percentOfBps } from "../../format/amounts";
import { Amount } from "../../parts/amount";
import { DataTable } from "../../parts/data-table";
import { unlessRefused } from "./rates";

const AMOUNTS = [1n, 10n, 100n].map((whole) => whole * constants.DIEM_UNIT);

/** What the next 1, 10 and 100 DIEM would lock, by the program's own maths. */
export function Minting({ at: { market, supply, now } }: { readonly at: MarketStanding }) {
  const vvv = vvvOf(market);
  const rows = AMOUNTS.map((amount) => ({
    amount,
    quote: unlessRefused(() => quotes.mintQuote({ market, supply, amount, now })),
  }));
  return (
    <section aria-label="What minting would lock">
      <h3>VVV that minting locks now</h3>
      <div className="wrapping">
        <DataTable
          caption="VVV that minting locks now"
          columns={[
            { name: "Mint", cell: ({ amount }) => <Amount value={amount} token={DIEM} /> },
            {
              name: "Locks",
              cell: ({ quote }) =>
                "vvvLocked" in quote ? (
                  <Amount value={quote.vvvLocked} token={vvv} />
                ) : (
                  quote.reason
                ),
              figures: true,
            },
            {
              name: "Average rate per DIEM",
              cell: ({ quote }) =>
                "vvvLocked" in quote ? <Amount value={quote.averageRate} token={vvv} /> : "–",
              figures: true,
            },
            {
              name: "Supply over target then",
              cell: ({ quote }) => ("vvvLocked" in quote ? percentOfBps(quote.ratio) : "–"),
              figures: true,
            },
          ]}
          rows={rows}
          keyOf={({ amount }) => amount.toString()}
          empty=""
        />
      </div>
    </section>
  );
}
