import { vvvOf } from "@diem/sdk";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { Progress } from "../../data/indexer";
import { useNetwork } from "../../network/network";
import { followChain } from "./chained";
import { IndexedEvents } from "./indexed";
import type { Filter } from "./kinds";
import { type Entry, EventLog } from "./log";

/** A market's events, and how they come. */
export interface Events {
  readonly entries: readonly Entry[];
  /** Their source; null until it is known. */
  readonly source: "indexer" | "chain" | null;
  readonly progress: Progress | null;
  /** Whether new ones come, as far as is known. */
  readonly live: boolean;
  /** Transactions that were shown and then dropped. */
  readonly dropped: number;
  /** Why the newest reading failed; null where it did not. */
  readonly error: unknown;
  /** Reads older ones; null where there are none, or there is no room for them. */
  readonly readOlder: (() => Promise<void>) | null;
}

/** Follows a market's events by the indexer, or on the chain itself where none answers. The first filter stays. */
export function useEvents(given: Filter): Events {
  const network = useNetwork();
  const [filter] = useState(given);
  const [log] = useState(() => new EventLog());
  const indexed = useRef<IndexedEvents | null>(null);
  const [source, setSource] = useState<Events["source"]>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [live, setLive] = useState(true);
  const [dropped, setDropped] = useState(0);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    const { indexerUrl: base } = network.config;
    const { address, vvvDecimals } = network.client.connectedTo;
    const vvv = vvvOf({ vvvDecimals });
    let stop = () => undefined as void;
    let stopped = false;
    const onChain = () => {
      if (stopped) return;
      setLive(true);
      const onRead = () => {
        if (!stopped) setSource("chain");
      };
      stop = followChain({ network, filter, vvv, log, onError: setError, onRead });
    };
    if (base === undefined) onChain();
    else {
      const events = new IndexedEvents(
        { base, market: address.toBase58(), filter, vvv, log },
        {
          onProgress: setProgress,
          onLive: setLive,
          onDropped: () => setDropped((so) => so + 1),
        },
      );
      indexed.current = events;
      stop = () => events.stop();
      events.start().then(() => setSource("indexer"), onChain);
    }
    return () => {
      stopped = true;
      indexed.current = null;
      stop();
    };
  }, [network, filter, log]);
  const entries = useSyncExternalStore(log.subscribe, log.entries);
  const readOlder =
    indexed.current?.hasOlder === true && !log.full
      ? () => indexed.current?.readOlder().catch(setError) ?? Promise.resolve()
      : null;
  return { entries, source, progress, live, dropped, error, readOlder };
}
