import { CREDITS, DIEM, quotes } from "@diem/sdk";
import { useSummary } from "../../data/market";
import { percentOfBps } from "../../format/amounts";
import { Amount } from "../../parts/amount";
import { Figure, Figures } from "../../parts/figure";
import { Query } from "../../parts/query";

/** How much of the offered compute is used, what it costs, and where its revenue goes. */
export function Use() {
  const summary = useSummary();
  return (
    <section aria-label="Use">
      <h2>Use</h2>
      <Query query={summary} what="use and coverage">
        {({ market, now, epoch, utilisation, coverage }) => {
          const price = quotes.referencePrice({ market, now });
          const { referencePrice: figure, params } = market;
          const next = quotes.scheduled.inEpoch({ figure, epoch: epoch + 1 }) ?? figure.next;
          const part = (bps: bigint | null) => (bps === null ? "none yet" : percentOfBps(bps));
          return (
            <Figures>
              <Figure
                name="Utilisation"
                explain="Counted use divided by the capacity that providers offer, in the running epoch as far as it is reported. The average is over closed epochs."
                more={`average ${percentOfBps(utilisation.emaBps)}`}
              >
                {percentOfBps(utilisation.epochBps)}
              </Figure>
              <Figure
                name="Reference price"
                explain="The price of a credit by recent sales. It limits how much use a sold credit counts for, and the rewards for quota."
                more={
                  <>
                    next epoch <Amount value={next} token={DIEM} />
                  </>
                }
              >
                <Amount value={price} token={DIEM} /> <span className="symbol">per credit</span>
              </Figure>
              <Figure
                name="Average use"
                explain="Credits an epoch that count as use, smoothed over closed epochs. The target supply follows it."
              >
                <Amount value={market.served} token={CREDITS} />
              </Figure>
              <Figure
                name="Split of revenue"
                explain="Where each DIEM of revenue goes: to the provider that earned it, to the quota pool, to the treasury and to stakers."
                more={`quota pool ${percentOfBps(params.quotaBps)}, treasury ${percentOfBps(params.treasuryBps)}, stakers ${percentOfBps(params.stakersBps)}`}
              >
                {percentOfBps(params.providerBps)} to the provider
              </Figure>
              <Figure
                name="Quota pool"
                explain="DIEM that pays providers for the quota that they serve to staked DIEM."
                more={
                  <>
                    owed in this epoch <Amount value={coverage.outstanding} token={CREDITS} />
                  </>
                }
              >
                <Amount value={coverage.pool} token={DIEM} />
              </Figure>
              <Figure
                name="Coverage"
                explain={`What a credit of quota was paid, as a part of the reference price, over the ${coverage.epochs} closed epochs whose records are kept. A measurement, no promise.`}
                more={`if the pool paid all that is owed now: ${part(coverage.poolBps)}`}
              >
                {part(coverage.paidBps)}
              </Figure>
            </Figures>
          );
        }}
      </Query>
    </section>
  );
}
