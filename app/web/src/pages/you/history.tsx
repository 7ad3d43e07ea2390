import { skipToken, useInfiniteQuery } from "@tanstack/react-query";
import { eventFromJson } from "@diem/sdk/text";
import { useEventText } from "../../actions/event-text";
import { askIndexer } from "../../data/indexer";
import { readEvents, type ServedEvent } from "../../data/served";
import { safeText } from "../../format/text";
import { useNetwork } from "../../network/network";
import { DataTable } from "../../parts/data-table";
import { ErrorNote } from "../../parts/error-note";
import { Loading } from "../../parts/loading";
import { Time } from "../../parts/time";
import { Transaction } from "../../parts/transaction";

const PAGE = 50;
const EVERY_MS = 5_000;

/** What happened to the wallet's position, by the indexer. */
export function History({ owner }: { readonly owner: string }) {
  const { config, client } = useNetwork();
  const base = config.indexerUrl;
  const market = client.market.market.toBase58();
  const path = `/v1/markets/${market}/positions/${owner}/history`;
  const pages = useInfiniteQuery({
    queryKey: ["indexer", path],
    queryFn:
      base === undefined
        ? skipToken
        : ({ pageParam, signal }) => {
            const before = pageParam === null ? "" : `&before=${encodeURIComponent(pageParam)}`;
            return askIndexer(base, `${path}?limit=${PAGE}${before}`, signal, readEvents);
          },
    initialPageParam: null as string | null,
    getNextPageParam: ({ data }) => data.next,
    // older pages do not change, and all of them would be read anew
    refetchInterval: ({ state: { data } }) => ((data?.pages.length ?? 0) > 1 ? false : EVERY_MS),
    retry: 1,
  });
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = pages;
  const progress = data?.pages[0]?.progress;
  return (
    <section aria-labelledby="you-history">
      <h2 id="you-history">History</h2>
      {base === undefined && (
        <p className="note">
          This page has no indexer, so it shows no history. Everything else comes from the chain and
          works.
        </p>
      )}
      {error !== null && <ErrorNote error={error} onRetry={() => void pages.refetch()} />}
      {base !== undefined && data === undefined && error === null && <Loading what="the history" />}
      {data !== undefined && (
        <>
          <Events events={data.pages.flatMap((page) => page.data.items)} />
          <div className="row acts">
            {hasNextPage && (
              <button
                type="button"
                disabled={isFetchingNextPage}
                onClick={() => void fetchNextPage()}
              >
                Show older events
              </button>
            )}
            <a className="button" href={`${base?.replace(/\/$/, "") ?? ""}${path}.csv`} download>
              Download as CSV
            </a>
            {progress !== undefined && (
              <span className="quiet">
                Final events up to slot {progress.slot}, {progress.lagSlots} slots behind the chain.
              </span>
            )}
          </div>
        </>
      )}
    </section>
  );
}

function Events({ events }: { readonly events: readonly ServedEvent[] }) {
  const textOf = useEventText();
  return (
    <DataTable
      caption="History of your position"
      columns={[
        { name: "Time", cell: ({ timestamp }) => <Time at={timestamp} /> },
        {
          name: "What happened",
          cell: ({ name, data }) => {
            const event = eventFromJson(name, data);
            return event === null ? safeText(name) : textOf(event);
          },
        },
        { name: "Transaction", cell: ({ signature }) => <Transaction signature={signature} /> },
      ]}
      rows={events}
      keyOf={({ signature, outerIndex, innerIndex, name }) =>
        `${signature} ${outerIndex} ${innerIndex ?? ""} ${name}`
      }
      empty="Nothing has happened to this position yet."
    />
  );
}
