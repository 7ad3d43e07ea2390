import { type MarketAccount, type PricedProvider, quotes, vvvOf } from "@diem/sdk";
import type { ReactNode } from "react";
import { pausedWhy } from "../../../data/paused";
import { ActButton } from "../../../parts/act-button";
import { Amount } from "../../../parts/amount";
import { DataTable } from "../../../parts/data-table";
import { Countdown } from "../../../parts/time";
import { useWallets } from "../../../wallets/wallets";
import type { Money } from "../money";
import type { ProviderAction } from "./dialogs";

type Button = readonly [
  doing: Exclude<ProviderAction, object>,
  label: string,
  why: ReactNode | null,
];

/** Actions of a provider, and the reason for each that is not possible. */
export function ProviderActions({
  provider,
  market,
  money: { fresh, rewards, tickets },
  now,
  epoch,
  onDo,
}: {
  readonly provider: PricedProvider;
  readonly market: MarketAccount;
  readonly money: Money;
  readonly now: bigint;
  readonly epoch: number;
  readonly onDo: (doing: ProviderAction) => void;
}) {
  const { account } = useWallets();
  const { retiring, claimable, bond } = provider;
  const owns = account?.publicKey.equals(provider.owner) === true;
  const wallet = account === null ? "Connect a wallet first." : null;
  const leaving = retiring ? "The provider is retiring." : null;
  const vvv = vvvOf(market);
  const anyone: readonly Button[] = [
    [
      "distribute",
      "Distribute revenue",
      wallet ?? (fresh === 0n ? "There is no new revenue." : null),
    ],
    [
      "rewards",
      "Claim quota rewards",
      wallet ?? (rewards === 0n ? "No closed epoch has a reward to claim." : null),
    ],
  ];
  const owner: readonly Button[] = [
    ["terms", "Change the offer", null],
    ["capacity", "Change the capacity", leaving],
    ["add bond", "Add bond", leaving ?? pausedWhy(market, "register", "the adding of bond")],
    ["request bond", "Take out bond", bond === 0n ? "There is no bond." : null],
    ["revenue", "Withdraw revenue", claimable === 0n ? "Nothing was distributed to it." : null],
    ["retire", "Retire", leaving],
    ["close", "Close the provider", whyNotClosed(provider, { now, epoch })],
  ];
  return (
    <>
      <div className="actions">
        {[...anyone, ...(owns ? owner : [])].map(([doing, label, why]) => (
          <ActButton key={label} why={why} onClick={() => onDo(doing)}>
            {label}
          </ActButton>
        ))}
      </div>
      {tickets.length > 0 && (
        <>
          <h2>Cooling bond</h2>
          <DataTable
            caption="Bond tickets"
            rows={tickets}
            keyOf={({ id }) => id.toString()}
            empty=""
            columns={[
              { name: "Ticket", cell: ({ id }) => id.toString() },
              {
                name: "Pays",
                figures: true,
                cell: (ticket) => {
                  const { bondCooling: cooling } = provider;
                  // tickets and provider are read one after the other
                  if (cooling.tickets !== tickets.length) return "…";
                  const { paid } = quotes.coolingBond.leave({ bond: cooling, ticket });
                  return <Amount value={paid} token={vvv} />;
                },
              },
              {
                name: "Asked for",
                figures: true,
                cell: ({ requested }) => <Amount value={requested} token={vvv} />,
              },
              { name: "Ready", cell: ({ readyTs }) => <Countdown to={readyTs} done="now" /> },
              ...(owns
                ? [
                    {
                      name: "Withdraw",
                      cell: ({ id, readyTs }: (typeof tickets)[number]) => (
                        <ActButton
                          why={now < readyTs ? "It still cools." : null}
                          onClick={() => onDo({ withdrawBond: id })}
                        >
                          Withdraw bond
                        </ActButton>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        </>
      )}
    </>
  );
}

function whyNotClosed(
  provider: PricedProvider,
  { now, epoch }: { readonly now: bigint; readonly epoch: number },
): ReactNode | null {
  const { retiring, noticeEndsTs, bond, bondCooling, openChannels } = provider;
  if (!retiring) return "Retire it first.";
  if (now < noticeEndsTs) {
    return (
      <>
        The notice ends <Countdown to={noticeEndsTs} />.
      </>
    );
  }
  if (openChannels > 0) return "Its channels must be closed first.";
  if (bond > 0n || bondCooling.tickets > 0) return "Its bond must be withdrawn first.";
  const slashedNow = provider.slashed > 0n && provider.slashEpoch >= epoch;
  return slashedNow ? "It was slashed in this epoch: wait for the next one." : null;
}
