import {
  CREDITS,
  DIEM,
  type EpochRecordAccount,
  keepers,
  type MarketAccount,
  type PricedProvider,
  quotes,
  vvvOf,
} from "@diem/sdk";
import { useOffer } from "../../data/offers";
import { shownAmount } from "../../format/amounts";
import { Address } from "../../parts/address";
import { Amount } from "../../parts/amount";
import { Figure, Figures } from "../../parts/figure";
import { Prices } from "../../parts/prices";
import { Query } from "../../parts/query";
import { RefusedList } from "../../parts/refused-list";
import { Countdown } from "../../parts/time";
import { ProviderActions } from "./actions/buttons";
import type { ProviderAction } from "./actions/dialogs";
import { Endpoint } from "./endpoint";
import { GatewayState } from "./gateway-state";
import { ProviderHistory } from "./history";
import { type Money, useMore } from "./money";
import { offerIn, servedIn, stateOf } from "./offer";

/** A provider in full, and what its owner can do. */
export function Provider({
  provider,
  market,
  records,
  now,
  onDo,
}: {
  readonly provider: PricedProvider;
  readonly market: MarketAccount;
  readonly records: readonly EpochRecordAccount[];
  /** Unix seconds of the chain. */
  readonly now: bigint;
  readonly onDo: (doing: ProviderAction) => void;
}) {
  const epoch = quotes.epochAt({ clock: market, now });
  const rewards = keepers
    .unclaimedRewards({ providers: [provider], records, epoch })
    .reduce((sum, { amount }) => sum + amount, 0n);
  const more = useMore(provider);
  return (
    <>
      <p>
        <Address of={provider.address} /> of <Address of={provider.owner} />, operated by{" "}
        <Address of={provider.operator} />. Endpoint <Endpoint of={provider.endpoint} most={128} />
      </p>
      {provider.retiring && (
        <p className="note warn" role="status">
          It is leaving the market: it takes no new channel. The notice ends{" "}
          <Countdown to={provider.noticeEndsTs} done="now" />.
        </p>
      )}
      {provider.underbonded && (
        <p className="note warn" role="status">
          A slash left less bond than its capacity needs.
        </p>
      )}
      <Standing {...{ provider, market, records, epoch }} />
      <Query query={more} what="its bond tickets and revenue">
        {({ tickets, uncollected, fresh }) => {
          const money = { tickets, uncollected, fresh, rewards };
          return (
            <>
              <Revenue {...{ provider, money }} />
              <ProviderActions {...{ provider, market, money, now, epoch, onDo }} />
            </>
          );
        }}
      </Query>
      <h2>Prices</h2>
      <Selling provider={provider} />
      <h2>Its gateway</h2>
      <GatewayState provider={provider} />
      <h2>History</h2>
      <ProviderHistory address={provider.address.toBase58()} market={market} />
    </>
  );
}

function Standing({
  provider,
  market,
  records,
  epoch,
}: {
  readonly provider: PricedProvider;
  readonly market: MarketAccount;
  readonly records: readonly EpochRecordAccount[];
  readonly epoch: number;
}) {
  const { capacity, quota, committed, freeQuota } = offerIn(provider, epoch);
  const served = servedIn(provider, epoch - 1);
  const { price } = provider;
  const returns = quotes.providerReturn({ market, records, capacity: capacity.next, price });
  const vvv = vvvOf(market);
  const credits = (amount: bigint) => `${shownAmount(amount, CREDITS)} credits`;
  return (
    <Figures>
      <Figure
        name="Price of a credit"
        explain="What a channel that is opened now pays for a credit, for its whole life. A credit is one US dollar of its price list."
        more={
          price === provider.nextPrice ? (
            "the same next epoch"
          ) : (
            <>
              <Amount value={provider.nextPrice} token={DIEM} /> from the next epoch on
            </>
          )
        }
      >
        <Amount value={price} token={DIEM} />
      </Figure>
      <Figure
        name="Capacity"
        explain="Credits that it offers to serve in an epoch. It must bond VVV for them."
        more={`${credits(capacity.next)} next epoch`}
      >
        {credits(capacity.current)}
      </Figure>
      <Figure
        name="Free quota"
        explain="Credits of its quota capacity, per epoch, that are still free for staked DIEM."
        more={`${credits(committed.next)} of ${credits(quota.next)} are taken`}
      >
        {credits(freeQuota)}
      </Figure>
      <Figure
        name="Served in the last epoch"
        explain="Credits that were settled of the epoch before the running one: bought with DIEM, and by quota."
        more={served === null ? undefined : `${credits(served.quota)} of it by quota`}
      >
        {credits(served === null ? 0n : served.bought + served.quota)}
      </Figure>
      <Figure
        name="Bond"
        explain="VVV that can be slashed if the provider does not serve."
        more={
          <>
            the capacity needs <Amount value={returns.bondRequired} token={vvv} />
          </>
        }
      >
        <Amount value={provider.bond} token={vvv} />
      </Figure>
      <Figure
        name="Cooling bond"
        explain="VVV that was taken out of the bond, and waits for its cool-down. It can still be slashed."
      >
        <Amount value={provider.bondCooling.amount} token={vvv} />
      </Figure>
      <Figure name="State" explain="Whether it takes new channels.">
        {stateOf(provider)}
      </Figure>
      <Figure name="Open channels" explain="Channels with it that are not closed.">
        {provider.openChannels}
      </Figure>
    </Figures>
  );
}

function Revenue({
  provider: { claimable, totalSettled },
  money: { uncollected, fresh, rewards },
}: {
  readonly provider: PricedProvider;
  readonly money: Money;
}) {
  const diem = (amount: bigint) => <Amount value={amount} token={DIEM} decimals={DIEM.decimals} />;
  return (
    <>
      <h2>Revenue</h2>
      <Figures>
        <Figure
          name="Settled so far"
          explain="DIEM of its channels that was settled over its life."
        >
          {diem(totalSettled)}
        </Figure>
        <Figure
          name="Not collected"
          explain="Settled DIEM that is still in its channels. Anyone may collect it, and a keeper does so by itself."
        >
          {diem(uncollected)}
        </Figure>
        <Figure
          name="Not distributed"
          explain="Collected revenue that is not split yet between the provider, the quota pool, the treasury and the stakers. Anyone may distribute it."
        >
          {diem(fresh)}
        </Figure>
        <Figure name="Can be withdrawn" explain="Its own part of what was distributed.">
          {diem(claimable)}
        </Figure>
        <Figure
          name="Quota rewards"
          explain="Unclaimed DIEM rewards for quota that it served in closed epochs. Anyone may claim it for the owner."
        >
          {diem(rewards)}
        </Figure>
      </Figures>
    </>
  );
}

function Selling({ provider }: { readonly provider: PricedProvider }) {
  return (
    <Query query={useOffer(provider)} what="its price list">
      {(offered) =>
        offered === null ? null : offered.state === "verified" ? (
          <>
            <p className="good">Verified: the list has the hash that the chain has.</p>
            <Prices prices={offered.prices} price={provider.price} />
          </>
        ) : (
          <RefusedList of={offered} />
        )
      }
    </Query>
  );
}
