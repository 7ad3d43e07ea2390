import { CREDITS, DIEM, type MarketAccount, type PricedProvider, vvvOf } from "@diem/sdk";
import { Link } from "wouter";
import { shortAddress } from "../../format/address";
import { shownAmount } from "../../format/amounts";
import { Amount } from "../../parts/amount";
import { DataTable } from "../../parts/data-table";
import { Countdown } from "../../parts/time";
import { Endpoint } from "./endpoint";
import { offerIn, servedIn, stateOf } from "./offer";
import { PriceListState } from "./price-list";

/** All providers of the market, the cheapest first. Price lists are asked for as their rows come into sight. */
export function ProviderList({
  providers,
  market,
  epoch,
}: {
  readonly providers: readonly PricedProvider[];
  readonly market: MarketAccount;
  readonly epoch: number;
}) {
  const rows = [...providers].sort((a, b) => (a.price < b.price ? -1 : a.price > b.price ? 1 : 0));
  const credits = (amount: bigint) => shownAmount(amount, CREDITS, 2);
  return (
    <DataTable
      caption="Providers, the cheapest first"
      rows={rows}
      keyOf={({ address }) => address.toBase58()}
      empty="This market has no provider yet."
      columns={[
        {
          name: "Provider",
          cell: ({ address }) => (
            <Link href={`/providers/${address.toBase58()}`} title={address.toBase58()}>
              <code>{shortAddress(address.toBase58())}</code>
            </Link>
          ),
        },
        {
          name: "A credit",
          figures: true,
          cell: ({ price }) => <Amount value={price} token={DIEM} />,
        },
        {
          name: "Next epoch",
          figures: true,
          cell: ({ price, nextPrice }) =>
            price === nextPrice ? "same" : <Amount value={nextPrice} token={DIEM} />,
        },
        { name: "Price list", cell: (provider) => <PriceListState provider={provider} /> },
        {
          name: "Credits an epoch",
          figures: true,
          cell: (provider) => credits(offerIn(provider, epoch).capacity.current),
        },
        {
          name: "Free quota",
          figures: true,
          cell: (provider) => credits(offerIn(provider, epoch).freeQuota),
        },
        {
          name: "Served in the last epoch",
          figures: true,
          cell: (provider) => {
            const served = servedIn(provider, epoch - 1);
            return served === null ? "0" : credits(served.bought + served.quota);
          },
        },
        {
          name: "Bond",
          figures: true,
          cell: ({ bond }) => <Amount value={bond} token={vvvOf(market)} decimals={2} />,
        },
        {
          name: "State",
          cell: (provider) => (
            <>
              {stateOf(provider)}
              {provider.retiring && (
                <>
                  , ends <Countdown to={provider.noticeEndsTs} done="now" />
                </>
              )}
            </>
          ),
        },
        { name: "Endpoint", cell: ({ endpoint }) => <Endpoint of={endpoint} /> },
      ]}
    />
  );
}
