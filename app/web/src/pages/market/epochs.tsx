import { useQuery } from "@tanstack/react-query";
import { DIEM, keepers, type MarketStanding, quotes } from "@diem/sdk";
import { useState } from "react";
import { CHAIN, useEpochRecords } from "../../data/market";
import { duration } from "../../format/times";
import { useNetwork } from "../../network/network";
import { Amount } from "../../parts/amount";
import { Figure, Figures } from "../../parts/figure";
import { Query } from "../../parts/query";
import { Countdown } from "../../parts/time";
import { unlessRefused } from "./rates";

const EVERY_MS = 15_000;

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
        {asked && <Due />}
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

/** Everything that anyone may do for the market. It reads all providers and channels, so it is asked for. */
function Due() {
  const { client, program } = useNetwork();
  const { connection, market } = client;
  const due = useQuery({
    queryKey: [CHAIN, "due"],
    // who pays for it changes nothing of what is due
    queryFn: () =>
      keepers.due({ connection, market: market.market, payer: market.market, ...program }),
    refetchInterval: EVERY_MS,
  });
  return (
    <Query query={due} what="what is due">
      {(tasks) =>
        tasks.length === 0 ? (
          <p className="quiet">Nothing is due.</p>
        ) : (
          <ol>
            {tasks.map(({ reason }, nth) => (
              <li key={`${nth} ${reason}`}>{reason}</li>
            ))}
          </ol>
        )
      }
    </Query>
  );
}
