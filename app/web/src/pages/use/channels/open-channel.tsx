import { CREDITS, DIEM, type PricedProvider } from "@diem/sdk";
import { useMemo, useState } from "react";
import { ActionDialog } from "../../../actions/action-dialog";
import { useMe } from "../../../data/me";
import { exactAmount, shownAmount } from "../../../format/amounts";
import { duration } from "../../../format/times";
import { Address } from "../../../parts/address";
import { Amount } from "../../../parts/amount";
import { AmountField, NOTHING } from "../../../parts/amount-field";
import { ErrorNote } from "../../../parts/error-note";
import { ProviderField } from "../../../parts/provider-field";
import { useSessionKey } from "../desk/use-key";

/** Opens a channel with a provider, whose vouchers this browser's key signs: the wallet signs once. */
export function OpenChannel({
  providers,
  first,
  onClose,
}: {
  readonly providers: readonly PricedProvider[];
  /** The provider that is chosen at first. */
  readonly first: PricedProvider | null;
  readonly onClose: () => void;
}) {
  const open = useMemo(() => providers.filter(({ retiring }) => !retiring), [providers]);
  const [chosen, setChosen] = useState((first ?? open[0])?.address.toBase58() ?? "");
  const [deposit, setDeposit] = useState(NOTHING);
  const [stake, setStake] = useState(NOTHING);
  const key = useSessionKey();
  const held = useMe().data?.balances.diem ?? 0n;
  const provider = open.find(({ address }) => address.toBase58() === chosen);
  const voucherSigner = key.data ?? null;
  const quotaStake = stake.amount ?? 0n;
  const wanted = deposit.amount ?? (quotaStake > 0n ? 0n : null);
  const ready =
    provider !== undefined && voucherSigner !== null && wanted !== null && stake.wrong === null;
  return (
    <ActionDialog
      action={{
        title: "Open a channel",
        input: [chosen, wanted, quotaStake, voucherSigner?.toBase58() ?? null],
        plan: ready
          ? (client) =>
              client.plan.openChannel({
                ...{ provider: provider.address, deposit: wanted, quotaStake, voucherSigner },
                // what the user has seen, and no more
                maxPrice: provider.price,
              })
          : null,
        rows: ([quote]) =>
          quote === undefined
            ? []
            : [
                ["Channel", <Address key="c" of={quote.channel} />],
                ["Deposit", <Amount key="d" value={wanted ?? 0n} token={DIEM} />],
                [
                  "Price of a credit, for its life",
                  <Amount key="p" value={quote.price} token={DIEM} />,
                ],
                ["Quota of this epoch", `${shownAmount(quote.quotaNow, CREDITS)} credits`],
                ["Quota of each later epoch", `${shownAmount(quote.quota, CREDITS)} credits`],
                ["From a request to the closing", duration(quote.graceSecs)],
                ["Vouchers are signed by", "a key of this browser"],
              ],
      }}
      form={
        <div className="stack">
          <ProviderField providers={open} chosen={chosen} onChange={setChosen} />
          <AmountField
            label="Deposit"
            token={DIEM}
            value={deposit}
            onChange={setDeposit}
            most={exactAmount(held, DIEM)}
            hint="It pays for calls. You get the rest back when the channel closes."
          />
          <AmountField
            label="Stake for quota (optional)"
            token={DIEM}
            value={stake}
            onChange={setStake}
            hint="Gives credits in every epoch, which are used first. It is not spent."
          />
          {key.error !== null && <ErrorNote error={key.error} />}
        </div>
      }
      onClose={onClose}
    />
  );
}
