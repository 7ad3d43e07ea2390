import { DIEM, type MarketAccount, type PricedProvider, vvvOf } from "@diem/sdk";
import { ActionDialog } from "../../../actions/action-dialog";
import { AmountAction } from "../../../actions/amount-action";
import { useMe } from "../../../data/me";
import { Amount } from "../../../parts/amount";
import { Time } from "../../../parts/time";
import { Register, SetCapacity, UpdateTerms } from "./terms";

/** What an owner does with its provider, or anyone for it. */
export type ProviderAction =
  | "register"
  | "terms"
  | "capacity"
  | "add bond"
  | "request bond"
  | "distribute"
  | "revenue"
  | "rewards"
  | "retire"
  | "close"
  | { readonly withdrawBond: bigint };

/** The dialog of an action of a provider; it stays when the provider is closed by it. */
export function ProviderDialog({
  doing,
  provider,
  market,
  onClose,
}: {
  readonly doing: ProviderAction;
  /** Null for a registration. */
  readonly provider: PricedProvider | null;
  readonly market: MarketAccount;
  readonly onClose: () => void;
}) {
  const held = useMe().data?.balances.vvv ?? 0n;
  const vvv = vvvOf(market);
  if (doing === "register") return <Register {...{ market, onClose }} />;
  if (doing === "terms") return <UpdateTerms {...{ market, onClose }} />;
  if (doing === "capacity") return <SetCapacity {...{ market, onClose }} />;
  if (provider === null) return null;
  const { address, bond, claimable } = provider;
  const input = [address.toBase58()];
  if (typeof doing === "object") {
    return (
      <ActionDialog
        action={{
          title: "Withdraw bond",
          input: [...input, doing.withdrawBond],
          plan: (client) => client.plan.withdrawBond({ ticketId: doing.withdrawBond }),
          rows: ([quote]: readonly { readonly amount: bigint }[]) => [
            ["Paid to your wallet", <Amount key="a" value={quote?.amount ?? 0n} token={vvv} />],
          ],
        }}
        onClose={onClose}
      />
    );
  }
  switch (doing) {
    case "add bond":
      return (
        <AmountAction
          title="Add bond"
          {...{ token: vvv, most: held, onClose }}
          plan={(client, amount) => client.plan.addBond({ amount })}
          rows={([quote]) => [
            ["Bond afterwards", <Amount key="b" value={quote?.bond ?? 0n} token={vvv} />],
            ["The capacity needs", <Amount key="r" value={quote?.required ?? 0n} token={vvv} />],
          ]}
        />
      );
    case "request bond":
      return (
        <AmountAction
          title="Take out bond"
          {...{ token: vvv, most: bond, onClose }}
          plan={(client, amount) => client.plan.requestBondWithdrawal({ amount })}
          rows={([quote]) =>
            quote === undefined
              ? []
              : [
                  ["Bond afterwards", <Amount key="b" value={quote.bond} token={vvv} />],
                  ["The capacity needs", <Amount key="r" value={quote.required} token={vvv} />],
                  ["Can be withdrawn", <Time key="t" at={quote.readyTs} />],
                ]
          }
          warning="It can be slashed until it is withdrawn."
        />
      );
    case "distribute":
      return (
        <ActionDialog
          action={{
            ...{ title: "Distribute revenue", input },
            plan: (client) => client.plan.distributeRevenue({ provider: address }),
            rows: ([quote]) =>
              quote === undefined
                ? []
                : [
                    [
                      "Distributed",
                      <Amount key="a" value={quote.amount} token={DIEM} decimals={DIEM.decimals} />,
                    ],
                    [
                      "To the provider",
                      <Amount
                        key="p"
                        value={quote.provider}
                        token={DIEM}
                        decimals={DIEM.decimals}
                      />,
                    ],
                    [
                      "To the quota pool",
                      <Amount key="q" value={quote.quota} token={DIEM} decimals={DIEM.decimals} />,
                    ],
                    [
                      "To the treasury",
                      <Amount
                        key="t"
                        value={quote.treasury}
                        token={DIEM}
                        decimals={DIEM.decimals}
                      />,
                    ],
                    [
                      "To stakers",
                      <Amount
                        key="s"
                        value={quote.stakers}
                        token={DIEM}
                        decimals={DIEM.decimals}
                      />,
                    ],
                  ],
          }}
          onClose={onClose}
        />
      );
    case "revenue":
      return (
        <AmountAction
          title="Withdraw revenue"
          {...{ token: DIEM, most: claimable, onClose }}
          plan={(client, amount) => client.plan.withdrawRevenue({ amount })}
          rows={([quote]) => [
            ["Paid to your wallet", <Amount key="a" value={quote?.amount ?? 0n} token={DIEM} />],
            ["Left", <Amount key="l" value={quote?.left ?? 0n} token={DIEM} />],
          ]}
        />
      );
    case "rewards":
      return (
        <ActionDialog
          action={{
            ...{ title: "Claim quota rewards", input },
            plan: (client) => client.plan.claimQuotaRewards({ provider: address }),
            rows: ([quote]) =>
              (quote?.rewards ?? []).map(({ record, amount }) => [
                `Of epoch ${record.epoch}`,
                <Amount key={record.epoch} value={amount} token={DIEM} decimals={DIEM.decimals} />,
              ]),
          }}
          onClose={onClose}
        />
      );
    case "retire":
      return (
        <ActionDialog
          action={{
            ...{ title: "Retire", input },
            plan: (client) => client.plan.retireProvider(),
            rows: ([quote]) =>
              quote === undefined
                ? []
                : [
                    ["The notice ends", <Time key="t" at={quote.noticeEndsTs} />],
                    ["Last epoch with quota", String(quote.lastQuotaEpoch)],
                  ],
            warning:
              "This cannot be undone: no new channel, no quota, and no capacity from the next epoch on.",
          }}
          onClose={onClose}
        />
      );
    case "close":
      return (
        <ActionDialog
          action={{
            ...{ title: "Close the provider", input },
            plan: (client) => client.plan.closeProvider(),
            rows: ([quote]) => [
              ["Paid to your wallet", <Amount key="o" value={quote?.toOwner ?? 0n} token={DIEM} />],
              [
                "To pool, treasury and stakers",
                <Amount key="x" value={quote?.toOthers ?? 0n} token={DIEM} />,
              ],
            ],
          }}
          onClose={onClose}
        />
      );
  }
}
