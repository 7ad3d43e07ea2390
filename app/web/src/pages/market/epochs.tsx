import { DIEM, type MarketStanding, quotes } from "@diem/sdk";
import { lazy, Suspense, useState } from "react";
import { useEpochRecords } from "../../data/market";
import { duration } from "../../format/times";
import { Amount } from "../../parts/amount";
import { Figure, Figures } from "../../parts/figure";
import { Loading } from "../../parts/loading";
import { Countdown } from "../../parts/time";
import { unlessRefused } from "./rates";

// what plans the work of keepers is no part of what a first visit waits for
const Due = lazy(() => import("./due"));

/** The epoch that runs, those that wait to be closed, and what closing them would do. */
export function Epochs({ at: { market, now } }: { readonly at: MarketStanding }) {
  const [asked, setAsked] = useState(false);
  const records = useEpochRecords();
  const epoch = quotes.epochAt({ clock: market, now });
  const due = quotes.epochsDue({ market, now });
  return (
    <section aria-label="Epochs">
      <h2>Epochs</h2>
      <Figures>
        <Figure
          name="Running epoch"
          explain={`Epochs last ${duration(market.epochSecs)}. Prices, capacity and quota change only where one ends.`}
          more={
            <>
              ends{" "}
              <Countdown to={quotes.epochStart({ clock: market, epoch: epoch + 1 })} done="now" />
            </>
          }
        >
          {epoch}
        </Figure>
        <Figure
          name="Epochs that wait"
          explain="Epochs that anyone can close now: until then target and reference price stay as they are. Epoch e can be closed once e + 2 runs, so that reports come first."
          more={due === 0 ? "none is due" : `from epoch ${market.nextToClose} on`}
        >
          {due}
        </Figure>
        {due > 0 && records.data !== undefined && (
          <Closing market={market} records={records.data} now={now} />
        )}
      </Figures>
      <details onToggle={({ currentTarget }) => setAsked(currentTarget.open)}>
        <summary>Due transactions</summary>
        {asked && (
          <Suspense fallback={<Loading what="what is due" />}>
            <Due />
          </Suspense>
        )}
      </details>
    </section>
  );
}

function Closing({
  market,
  records,
  now,
}: Pick<MarketStanding, "market" | "now"> & {
  readonly records: NonNullable<ReturnType<typeof useEpochRecords>["data"]>;
}) {
  const roll = unlessRefused(() => quotes.rollPreview({ market, records, now }));
  if (!("closed" in roll)) return null;
  return (
    <Figure
      name="Closing them would set"
      explain="What the closing would do at this moment, by the program's own maths: target and reference price of the next epoch, and what of the quota pool goes to stakers."
      more={
        <>
          reference price <Amount value={roll.market.referencePrice.next} token={DIEM} />,{" "}
          <Amount value={roll.toStakers} token={DIEM} /> to stakers
        </>
      }
    >
      <Amount value={roll.market.nextTarget} token={DIEM} /> target
    </Figure>
  );
}
