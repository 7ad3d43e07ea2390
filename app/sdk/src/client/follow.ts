import type { ConfirmedSignatureInfo, Connection } from "@solana/web3.js";
import { missedEvents } from "../errors/client-errors";
import { defined } from "../defined";
import { Continuity } from "./continuity";
import { type EventBatch, type HistoryInput, HistoryReader } from "./history-reader";

const POLL_MS = 10_000;
/** Milliseconds until the history is read again after an error. */
const RETRY_MS = 1_000;
/** How often, and how far back, the history is searched for missing events before they are reported as missing. */
const SEARCHES = 3;
const SEARCHED = 200;
/** Maximum number of signatures that are remembered as delivered. */
const REMEMBERED = 1_000;

/** The position of a follower. Store it with the events, to continue after a restart. */
export interface EventCursor {
  /** Signature of the newest delivered transaction. */
  readonly signature: string;
  /** The newest delivered number of each account. */
  readonly sequences: Iterable<readonly [account: string, sequence: bigint]>;
}

/** A delivered transaction, and the newest event number of each account after it. */
export interface FollowedBatch extends EventBatch {
  readonly sequences: ReadonlyMap<string, bigint>;
}

/** Options of following. */
export interface FollowOptions {
  /**
   * The position to continue from, or "start" for everything that the node still has. Default: only new transactions.
   */
  readonly after?: EventCursor | "start";
  /** Milliseconds until the history is read even without a notification; default: 10 seconds. */
  readonly pollMs?: number;
  /** Whether to subscribe to notifications. Use false if the node has none, or if the reading ends soon. */
  readonly notified?: boolean;
  /**
   * Called with each error. The step is tried again, and no event is skipped. `MissedEvents` is different: the events
   * could not be found, and following continues without them.
   */
  readonly onError?: (error: unknown) => void;
  /**
   * Called each time the history was read to its end, with the slot up to which all transactions were delivered. This
   * takes one more request per reading.
   */
  readonly onCaughtUp?: (slot: number) => void | Promise<void>;
}

/** Receives one transaction. If it throws, it receives the same one again later. */
export type FollowListener = (batch: FollowedBatch) => void | Promise<void>;

/** Thrown so that the search is repeated later. */
class SearchAgain extends Error {}

/**
 * Delivers each transaction of a market once and in order. The transactions come from the node's history. Notifications
 * only say when to read it, so a lost notification costs time and no events.
 */
export class Follower {
  private readonly history: HistoryReader;
  private readonly continuity: Continuity;
  /** Signatures that were delivered or skipped, the newest last. */
  private readonly done = new Set<string>();
  /** Searches for what is missing before a transaction. */
  private readonly searches = new Map<string, number>();
  /** Where to continue reading: a signature, or null for all. Undefined until the first reading has fixed it. */
  private after: string | null | undefined;
  /** Of the newest notification. */
  private notified: string | undefined;
  private stopped = false;
  private woken = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly input: HistoryInput,
    private readonly listener: FollowListener,
    private readonly options: FollowOptions,
  ) {
    const { after } = options;
    const known = typeof after === "object" ? after.sequences : [];
    this.history = new HistoryReader(input);
    this.continuity = new Continuity(known, defined({ programId: input.programId }));
    this.after = after === "start" ? null : after?.signature;
  }

  /** Begins; the returned function ends it. */
  start(): () => Promise<void> {
    void this.run();
    const { connection } = this.input;
    const id = this.options.notified === false ? null : this.subscribe(connection);
    return async () => {
      this.stopped = true;
      this.again();
      if (id !== null) await connection.removeOnLogsListener(id);
    };
  }

  private subscribe(connection: Connection): number {
    const { program, finality } = this.history;
    return connection.onLogs(
      program,
      ({ err, signature }) => {
        if (err !== null) return;
        this.notified = signature;
        this.again();
      },
      finality,
    );
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.woken = false;
      const well = await this.attempt();
      const late = this.notified !== undefined && !this.done.has(this.notified);
      await this.sleep(well && !late ? (this.options.pollMs ?? POLL_MS) : RETRY_MS);
    }
  }

  private async attempt(): Promise<boolean> {
    try {
      await this.catchUp();
      return true;
    } catch (error) {
      if (!(error instanceof SearchAgain)) this.options.onError?.(error);
      return false;
    }
  }

  private async catchUp(): Promise<void> {
    if (this.after === undefined) {
      this.after = await this.history.newest();
      this.notified = undefined; // it may be about an earlier transaction
      return;
    }
    const { onCaughtUp } = this.options;
    const slot = onCaughtUp && (await this.input.connection.getSlot(this.history.finality));
    const ahead: ConfirmedSignatureInfo[] = [];
    const range = defined({ after: this.after ?? undefined });
    for await (const page of this.history.pages(range)) ahead.push(...page);
    for await (const batch of this.history.read(ahead.reverse())) {
      if (this.stopped) return;
      await this.tell(batch);
      this.after = batch.signature;
    }
    if (slot !== undefined) await onCaughtUp?.(slot);
  }

  private async tell(batch: EventBatch): Promise<void> {
    const { signature, events } = batch;
    if (!this.done.has(signature) && !this.continuity.knows(events)) {
      await this.search(batch);
      const sequences = this.continuity.reached(events);
      await this.listener({ ...batch, sequences });
      this.continuity.advance(sequences);
    }
    this.searches.delete(signature);
    this.done.add(signature);
    const [oldest] = this.done;
    if (this.done.size > REMEMBERED && oldest !== undefined) this.done.delete(oldest);
  }

  /**
   * Delivers the events that were missing before a transaction, if the history has them now, and reports those that it
   * does not have.
   */
  private async search({ signature, events }: EventBatch): Promise<void> {
    const gaps = this.continuity.gaps(events);
    if (gaps.length === 0) return;
    const listed = await this.history.page({ before: signature, limit: SEARCHED });
    const overlooked = listed.filter((one) => !this.done.has(one.signature)).reverse();
    for await (const batch of this.history.read(overlooked)) {
      if (this.continuity.fills(gaps, batch.events)) await this.tell(batch);
    }

    const missing = this.continuity.gaps(events);
    if (missing.length === 0) return;
    const searched = (this.searches.get(signature) ?? 0) + 1;
    this.searches.set(signature, searched);
    if (searched < SEARCHES) throw new SearchAgain();
    for (const gap of missing) this.options.onError?.(missedEvents(gap));
  }

  /** Reads at once, or after the current reading. */
  private again(): void {
    this.woken = true;
    this.wake();
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.woken) this.wake();
    });
  }
}
