import type { Token } from "@diem/sdk";
import { eventFromJson } from "@diem/sdk/text";
import { askIndexer, type Progress } from "../../data/indexer";
import type { Filter } from "./kinds";
import type { Entry, EventLog } from "./log";
import { sentenceOf } from "./sentences";

/** An event as the indexer serves it, before anything of it is believed. */
type Served = Readonly<Record<string, unknown>>;

/** Events of one answer. */
const PAGE = 100;
/** Until a stream that the indexer has refused is asked for again. */
const AGAIN_MS = 5_000;

/** What follows a market's events at an indexer. */
export interface IndexedInput {
  readonly base: string;
  readonly market: string;
  readonly filter: Filter;
  readonly vvv: Token;
  readonly log: EventLog;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function numberOf(value: unknown): number {
  return typeof value === "number" && Number.isSafeInteger(value) ? value : 0;
}

function entryOf(served: Served, vvv: Token): Entry {
  const name = textOf(served["name"]);
  const signature = textOf(served["signature"]);
  const event = eventFromJson(name, served["data"]);
  return {
    key: `${signature} ${String(served["outerIndex"])} ${String(served["innerIndex"])}`,
    name: event === null ? "Unknown" : name,
    words: event === null ? "An event that this page cannot read." : sentenceOf(event, vvv),
    ...{ signature, slot: numberOf(served["slot"]), timestamp: numberOf(served["timestamp"]) },
    final: served["final"] === true,
    cursor: textOf(served["cursor"]) || null,
  };
}

function queryOf({ market, filter: { names, account } }: IndexedInput): URLSearchParams {
  const query = new URLSearchParams({ market });
  if (names !== undefined) query.set("name", names.join());
  if (account !== undefined) query.set("account", account);
  return query;
}

/** Reads a page of events, the oldest first; those before a cursor, or the newest. Throws `IndexerError`. */
async function page(input: IndexedInput, before?: string) {
  const query = queryOf(input);
  query.set("limit", String(PAGE));
  if (before === undefined) query.set("commitment", "confirmed");
  else query.set("before", before);
  const path = `/v1/events?${query.toString()}`;
  const { data } = await askIndexer<{ items: readonly Served[]; next: string | null }>(
    input.base,
    path,
  );
  return {
    entries: data.items.map((served) => entryOf(served, input.vvv)).reverse(),
    next: data.next,
  };
}

/** What the page is told beside the events. */
export interface StreamListener {
  readonly onProgress: (progress: Progress) => void;
  /** Whether the stream stands. */
  readonly onLive: (live: boolean) => void;
  readonly onDropped: () => void;
}

/** Follows a market's events at an indexer, the not final ones included. */
export class IndexedEvents {
  #stream: EventSource | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #older: string | null = null;
  #stopped = false;

  constructor(
    private readonly input: IndexedInput,
    private readonly told: StreamListener,
  ) {}

  /** Reads the newest events, and follows from there. Throws `IndexerError` where no indexer answers. */
  async start(): Promise<void> {
    const { entries, next } = await page(this.input);
    this.#older = next;
    this.input.log.add(entries);
    if (!this.#stopped) this.#listen();
  }

  /** Whether there are older events than those that were read. */
  get hasOlder(): boolean {
    return this.#older !== null;
  }

  /** Reads a page of older events. Throws `IndexerError`. */
  async readOlder(): Promise<void> {
    if (this.#older === null) return;
    const { entries, next } = await page(this.input, this.#older);
    this.#older = next;
    this.input.log.addOlder(entries);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#again);
    this.#stream?.close();
  }

  /** Follows from now on; `again` where an earlier stream has ended. */
  #listen(again = false): void {
    const { base, log, vvv } = this.input;
    const stream = new EventSource(
      `${base.replace(/\/$/, "")}/v1/stream?${queryOf(this.input).toString()}`,
    );
    this.#stream = stream;
    let opened = again;
    const on = (kind: string, take: (data: Served) => void) =>
      stream.addEventListener(kind, ({ data }: MessageEvent<string>) => {
        const told = parsed(data);
        if (told !== null) take(told);
      });
    on("event", (served) => log.add([entryOf(served, vvv)]));
    on("confirmed", ({ events }) => log.add(servedIn(events).map((one) => entryOf(one, vvv))));
    on("dropped", ({ signature }) => {
      log.drop(textOf(signature));
      this.told.onDropped();
    });
    on("head", ({ slot, lagSlots, lagSeconds }) =>
      this.told.onProgress({
        ...{ slot: numberOf(slot), lagSlots: numberOf(lagSlots) },
        lagSeconds: typeof lagSeconds === "number" ? lagSeconds : null,
      }),
    );
    stream.onopen = () => {
      this.told.onLive(true);
      // earlier events are read again; after a broken stream, events that were not final may have been dropped
      void this.#catchUp(opened);
      opened = true;
    };
    stream.onerror = () => {
      this.told.onLive(false);
      if (stream.readyState !== EventSource.CLOSED || this.#stopped) return;
      this.#again = setTimeout(() => {
        this.#listen(true);
        void this.#catchUp(true);
      }, AGAIN_MS);
    };
  }

  /** Reads events that may have been missed; `anew` removes those that were not final. */
  async #catchUp(anew: boolean): Promise<void> {
    const { log } = this.input;
    const newest = await page(this.input).catch(() => null);
    if (newest === null || this.#stopped) return;
    if (anew) log.drop();
    log.add(newest.entries);
  }
}

function parsed(text: string): Served | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Served) : null;
  } catch {
    return null;
  }
}

function servedIn(value: unknown): readonly Served[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.filter((one): one is Served => typeof one === "object" && one !== null);
}
