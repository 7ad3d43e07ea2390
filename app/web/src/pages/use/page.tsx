import { type ChannelAccount, type MarketAccount, type PricedProvider, quotes } from "@diem/sdk";
import { useState } from "react";
import { useProviders, useStanding } from "../../data/market";
import { useMe } from "../../data/me";
import { pausedWhy } from "../../data/paused";
import { useChainTime } from "../../network/clock";
import { ActButton } from "../../parts/act-button";
import { Query } from "../../parts/query";
import { useWallets } from "../../wallets/wallets";
import type { ChannelAction } from "./channels/actions";
import { Channel } from "./channels/channel";
import { ChannelDialog } from "./channels/dialogs";
import { ChannelList } from "./channels/list";
import { OpenChannel } from "./channels/open-channel";
import type { Moment } from "./channels/standing";
import { useSessionKey } from "./desk/use-key";
import { Playground } from "./playground/playground";
import { Receipts } from "./receipts";
import "./use.css";

/** Buys calls of AI models: channels, a playground that pays, and receipts. */
export default function UsePage() {
  const { account } = useWallets();
  const providers = useProviders();
  const standing = useStanding();
  const me = useMe();
  const time = useChainTime();
  if (account === null) {
    return (
      <>
        <h1>Use</h1>
        <Lead />
        <p>Connect a wallet to open a channel with a provider, and to chat with its models.</p>
      </>
    );
  }
  return (
    <>
      <h1>Use</h1>
      <Lead />
      <Query query={standing} what="the market">
        {({ market, slot, now }) => (
          <Query query={providers} what="the providers">
            {(sellers) => (
              <Query query={me} what="your channels">
                {({ channels, balances }) => {
                  const at = time ?? now;
                  const epoch = quotes.epochAt({ clock: market, now: at });
                  return (
                    <Using
                      key={account.publicKey.toBase58()}
                      {...{
                        market,
                        channels,
                        providers: sellers,
                        moment: { now: at, epoch, slot },
                      }}
                      diem={balances.diem}
                    />
                  );
                }}
              </Query>
            )}
          </Query>
        )}
      </Query>
    </>
  );
}

function Lead() {
  return (
    <p>
      Deposit DIEM into a channel with a provider, and call its AI models. Each call is paid by a
      signed voucher, and what you do not spend comes back when the channel closes.
    </p>
  );
}

function Using({
  market,
  channels: found,
  providers,
  moment,
  diem,
}: {
  readonly market: MarketAccount;
  readonly channels: readonly ChannelAccount[];
  readonly providers: readonly PricedProvider[];
  readonly moment: Moment;
  readonly diem: bigint;
}) {
  const [chosen, setChosen] = useState<ChannelAccount["address"] | null>(null);
  const [doing, setDoing] = useState<{ channel: ChannelAccount; what: ChannelAction } | null>(null);
  const [opening, setOpening] = useState<{ readonly first: PricedProvider | null } | null>(null);
  const sessionKey = useSessionKey().data ?? null;
  const channels = [...found].sort((a, b) => (a.openedSlot > b.openedSlot ? -1 : 1));
  const shown =
    channels.find(({ address }) => chosen !== null && address.equals(chosen)) ?? channels[0];
  const ours = channels.filter(
    ({ closesTs, voucherSigner }) =>
      closesTs === null && sessionKey !== null && voucherSigner.equals(sessionKey),
  );
  const whyNotOpen =
    pausedWhy(market, "open", "the opening of channels") ??
    pausedWhy(market, "deposit", "deposits, and a channel begins with one") ??
    (providers.every(({ retiring }) => retiring)
      ? "No provider sells anything now."
      : diem === 0n
        ? "You have no DIEM in this wallet. Mint some on the page “You”, or get some."
        : null);
  return (
    <>
      <section>
        <div className="row spread">
          <h2>Your channels</h2>
          <ActButton why={whyNotOpen} onClick={() => setOpening({ first: null })}>
            Open a channel
          </ActButton>
        </div>
        <div className="stack">
          <ChannelList
            {...{ channels, moment }}
            chosen={shown?.address ?? null}
            onChoose={setChosen}
          />
          {shown !== undefined && (
            <Channel
              channel={shown}
              {...{ market, moment, sessionKey }}
              onDo={(what) => setDoing({ channel: shown, what })}
            />
          )}
        </div>
      </section>
      <section>
        <h2>Playground</h2>
        <Playground
          {...{ providers, whyNotOpen }}
          channels={ours}
          epoch={moment.epoch}
          onOpen={(provider) => setOpening({ first: provider })}
        />
      </section>
      <section>
        <h2>Receipts</h2>
        <Receipts />
      </section>
      {doing !== null && (
        <ChannelDialog
          doing={doing.what}
          channel={doing.channel}
          moment={moment}
          onClose={() => setDoing(null)}
        />
      )}
      {opening !== null && (
        <OpenChannel {...{ providers }} first={opening.first} onClose={() => setOpening(null)} />
      )}
    </>
  );
}
