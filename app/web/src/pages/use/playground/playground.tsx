import { type ChannelAccount, DIEM, type PricedProvider } from "@diem/sdk";
import { useMemo, useState } from "react";
import { type Offered, useOffer } from "../../../data/offers";
import { grouped } from "../../../format/amounts";
import { safeText } from "../../../format/text";
import { ActButton } from "../../../parts/act-button";
import { AmountField, entered } from "../../../parts/amount-field";
import { ErrorNote } from "../../../parts/error-note";
import { Loading } from "../../../parts/loading";
import { ProviderField } from "../../../parts/provider-field";
import { Query } from "../../../parts/query";
import { RefusedList } from "../../../parts/refused-list";
import { useDesk } from "../desk/use-desk";
import { CallFault } from "./call-fault";
import { Chat } from "./chat";
import { Prices } from "../../../parts/prices";
import { usePaying } from "./use-paying";
import type { Desk } from "../desk/desk";

/** What a message may cost unless the user says otherwise. */
const PER_CALL = entered("0.01", DIEM);

/** Chats with a provider's model through its gateway, paid by the vouchers of this browser's key. */
export function Playground({
  providers,
  channels,
  epoch,
  whyNotOpen,
  onOpen,
}: {
  readonly providers: readonly PricedProvider[];
  /** Open ones whose vouchers this browser's key signs. */
  readonly channels: readonly ChannelAccount[];
  /** The one that runs. */
  readonly epoch: number;
  /** Why no channel can be opened; null where one can. */
  readonly whyNotOpen: string | null;
  /** Opens a channel with a provider. */
  readonly onOpen: (provider: PricedProvider) => void;
}) {
  const desk = useDesk();
  const [chosen, setChosen] = useState<string | null>(null);
  const selling = useMemo(() => providers.filter(({ retiring }) => !retiring), [providers]);
  const provider =
    selling.find(({ address }) => address.toBase58() === chosen) ??
    selling.find(({ address }) => channels.some((one) => one.provider.equals(address))) ??
    selling[0];
  const offer = useOffer(provider ?? null);
  if (provider === undefined) return <p className="quiet">No provider sells anything now.</p>;
  const channel = channels.find((one) => one.provider.equals(provider.address));
  const address = provider.address.toBase58();
  return (
    <div className="stack">
      <ProviderField providers={selling} chosen={address} onChange={setChosen} />
      <Query query={offer} what="the provider's price list">
        {(offered) =>
          offered === null ? null : offered.state === "verified" ? (
            <Selling
              key={address}
              {...{ provider, channel, offered, desk, epoch, whyNotOpen }}
              onOpen={() => onOpen(provider)}
            />
          ) : (
            <RefusedList of={offered} />
          )
        }
      </Query>
    </div>
  );
}

function Selling({
  provider,
  channel,
  offered: { prices },
  desk,
  epoch,
  whyNotOpen,
  onOpen,
}: {
  readonly provider: PricedProvider;
  readonly channel: ChannelAccount | undefined;
  readonly offered: Extract<Offered, { state: "verified" }>;
  readonly desk: ReturnType<typeof useDesk>;
  readonly epoch: number;
  readonly whyNotOpen: string | null;
  readonly onOpen: () => void;
}) {
  const models = Object.keys(prices.models);
  const [model, setModel] = useState(models[0] ?? "");
  const [perCall, setPerCall] = useState(PER_CALL);
  const price = channel?.price ?? provider.price;
  return (
    <>
      <details>
        <summary>
          Prices of {grouped(String(models.length))} {models.length === 1 ? "model" : "models"},
          verified against the hash on chain
        </summary>
        <Prices {...{ prices, price }} />
      </details>
      <div className="columns">
        <label className="field">
          <span>Model</span>
          <select value={model} onChange={({ target }) => setModel(target.value)}>
            {models.map((name) => (
              <option key={name} value={name}>
                {safeText(name)}
              </option>
            ))}
          </select>
        </label>
        <AmountField
          label="Maximum cost of a message"
          token={DIEM}
          value={perCall}
          onChange={setPerCall}
          hint="The voucher allows this maximum; the actual cost is lower."
        />
      </div>
      {channel === undefined ? (
        <ActButton primary why={whyNotOpen} onClick={onOpen}>
          Open a channel to chat
        </ActButton>
      ) : desk.name === "open" ? (
        <Paid
          {...{ desk: desk.desk, provider, channel, model, epoch }}
          perCall={perCall.amount ?? 0n}
        />
      ) : desk.name === "other tab" ? (
        <div className="note warn" role="status">
          <p>
            Another tab of this browser pays for this wallet. Two tabs must not sign for the same
            channel side by side.
          </p>
          <button type="button" onClick={desk.takeOver}>
            Pay in this tab
          </button>
        </div>
      ) : desk.name === "failed" ? (
        <ErrorNote error={desk.error} />
      ) : (
        <Loading what="the vouchers of this browser" />
      )}
    </>
  );
}

function Paid({
  desk,
  provider,
  channel,
  model,
  epoch,
  perCall,
}: {
  readonly desk: Desk;
  readonly provider: PricedProvider;
  readonly channel: ChannelAccount;
  readonly model: string;
  readonly epoch: number;
  readonly perCall: bigint;
}) {
  const { fetch, error, warning } = usePaying({
    ...{ desk, perCall, channel, epoch },
    provider: provider.address,
  });
  if (error !== null) return <CallFault error={error} />;
  if (fetch === null) return <Loading what="the channel" />;
  return (
    <>
      {warning !== null && (
        <p className="note warn" role="status">
          The gateway charged more than twice what this page counts for a call. It had reasons that
          the page does not see, such as hidden reasoning, or it charges too much.
        </p>
      )}
      <Chat fetch={fetch} model={model} />
    </>
  );
}
