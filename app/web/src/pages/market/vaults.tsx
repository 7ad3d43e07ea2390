import { DIEM, type MarketStanding, vvvOf } from "@diem/sdk";
import { Address } from "../../parts/address";
import { Amount } from "../../parts/amount";
import { DataTable } from "../../parts/data-table";

/** What each vault holds and what it owes, at one slot. */
export function Vaults({ at: { market, vaults, slot } }: { readonly at: MarketStanding }) {
  const vvv = vvvOf(market);
  const known = [
    { name: "Stake", vault: market.stakeVault, token: vvv },
    { name: "Bonds", vault: market.bondVault, token: vvv },
    { name: "Rewards", vault: market.rewardVault, token: vvv },
    { name: "Channels", vault: market.escrow, token: DIEM },
    { name: "Fees", vault: market.feePool, token: DIEM },
  ];
  const rows = known.flatMap((one) =>
    vaults.filter(({ vault }) => vault.equals(one.vault)).map((found) => ({ ...one, ...found })),
  );
  return (
    <section aria-label="Vaults">
      <h2>Vaults and their liabilities</h2>
      <DataTable
        caption={`Vaults at slot ${slot}`}
        columns={[
          { name: "Vault", cell: ({ name }) => name },
          {
            name: "Holds",
            cell: ({ held, token }) => <Amount value={held} token={token} />,
            figures: true,
          },
          {
            name: "Owes",
            cell: ({ owed, token }) => <Amount value={owed} token={token} />,
            figures: true,
          },
          {
            name: "Covered",
            cell: ({ held, owed, token }) =>
              held < owed ? (
                <span className="wrong">
                  short of <Amount value={owed - held} token={token} />
                </span>
              ) : (
                <span className="good">whole</span>
              ),
          },
          { name: "Account", cell: ({ vault }) => <Address of={vault} /> },
        ]}
        rows={rows}
        keyOf={({ name }) => name}
        empty="The market has no vaults."
      />
    </section>
  );
}
