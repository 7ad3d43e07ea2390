import { type MarketAccount, type PricedProvider, quotes } from "@diem/sdk";
import { useState } from "react";
import { Link, useParams } from "wouter";
import { useEpochRecords, useProviders, useStanding } from "../../data/market";
import { useMe } from "../../data/me";
import { pausedWhy } from "../../data/paused";
import { shortAddress } from "../../format/address";
import { safeText } from "../../format/text";
import { useChainTime } from "../../network/clock";
import { ActButton } from "../../parts/act-button";
import { Query } from "../../parts/query";
import { useWallets } from "../../wallets/wallets";
import { type ProviderAction, ProviderDialog } from "./actions/dialogs";
import { ProviderList } from "./list";
import { Provider } from "./provider";

interface Act {
  readonly doing: ProviderAction;
  readonly provider: PricedProvider | null;
}

/** Those who sell calls: all of them, or one in full. */
export default function ProvidersPage() {
  const { "*": address = "" } = useParams<{ "*"?: string }>();
  const providers = useProviders();
  const standing = useStanding();
  const records = useEpochRecords();
  const time = useChainTime();
  const [act, setAct] = useState<Act | null>(null);
  return (
    <>
      {address === "" ? (
        <>
          <h1>Providers</h1>
          <p>
            Providers sell AI calls for DIEM. Each has a bond of VVV that can be slashed if it does
            not serve, and a price list whose hash is on chain.
          </p>
        </>
      ) : (
        <>
          <p>
            <Link href="/providers">All providers</Link>
          </p>
          <h1>Provider {shortAddress(safeText(address))}</h1>
        </>
      )}
      <Query query={standing} what="the market">
        {({ market, now: read }) => (
          <Query query={providers} what="the providers">
            {(found) => {
              const now = time ?? read;
              const provider = found.find((one) => one.address.toBase58() === address);
              return (
                <>
                  {address === "" ? (
                    <>
                      <ProviderList
                        providers={found}
                        market={market}
                        epoch={quotes.epochAt({ clock: market, now })}
                      />
                      <Own
                        {...{ market, providers: found }}
                        onRegister={() => setAct({ doing: "register", provider: null })}
                      />
                    </>
                  ) : provider === undefined ? (
                    <p>This market has no such provider.</p>
                  ) : (
                    <Query query={records} what="the epochs">
                      {(all) => (
                        <Provider
                          {...{ provider, market, now }}
                          records={all}
                          onDo={(doing) => setAct({ doing, provider })}
                        />
                      )}
                    </Query>
                  )}
                  {act !== null && (
                    <ProviderDialog {...act} market={market} onClose={() => setAct(null)} />
                  )}
                </>
              );
            }}
          </Query>
        )}
      </Query>
    </>
  );
}

/** The connected wallet's own provider, or how it becomes one. */
function Own({
  market,
  providers,
  onRegister,
}: {
  readonly market: MarketAccount;
  readonly providers: readonly PricedProvider[];
  readonly onRegister: () => void;
}) {
  const { account } = useWallets();
  const vvv = useMe().data?.balances.vvv ?? 0n;
  const own = providers.find(({ owner }) => account?.publicKey.equals(owner) === true);
  return (
    <section>
      <h2>Sell calls yourself</h2>
      {own === undefined ? (
        <ActButton
          why={
            account === null
              ? "Connect a wallet first."
              : (pausedWhy(market, "register", "the registration of providers") ??
                (vvv === 0n ? "You have no VVV to bond in this wallet." : null))
          }
          onClick={onRegister}
        >
          Become a provider
        </ActButton>
      ) : (
        <p>
          <Link href={`/providers/${own.address.toBase58()}`}>Go to your provider</Link>
        </p>
      )}
    </section>
  );
}
