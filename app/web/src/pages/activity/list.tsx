import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { Time } from "../../parts/time";
import { Transaction } from "../../parts/transaction";
import type { Entry } from "./log";

const ROW_PX = 76;

/** Events, the newest first; only those in sight are in the page. */
export function EventList({
  entries,
  onAway,
}: {
  readonly entries: readonly Entry[];
  /** Called with true when the reader has left the newest events. */
  readonly onAway: (away: boolean) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => entries[index]?.key ?? index,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  return (
    <div
      ref={scroller}
      className="events"
      role="region"
      aria-label="Events, the newest first"
      tabIndex={0}
      onScroll={({ currentTarget }) => onAway(currentTarget.scrollTop > ROW_PX)}
    >
      <ol style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => {
          const entry = entries[index] as Entry;
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              data-signature={entry.signature}
              aria-setsize={entries.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)` }}
            >
              <p className="row spread quiet">
                <span>
                  <strong>{entry.name}</strong> <Time at={entry.timestamp} />
                </span>
                <Transaction signature={entry.signature} />
              </p>
              <p className="words">
                {entry.words}
                {entry.final === false && <span className="badge">not final yet</span>}
              </p>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
