import type { ConfirmedSignatureInfo, Connection } from "@solana/web3.js";
import { missedEvents } from "../errors/client-errors";
import { defined } from "../defined";
import { Continuity } from "./continuity";
import { type EventBatch, type HistoryInput, HistoryReader } from "./history-reader";

const POLL_MS = 10_000;
/** Until the history is read again after something went wrong. */
const RETRY_MS = 1_000;
/** How often the history is searched for missing events before they are given up, and how far back. */
const SEARCHES = 3;
const SEARCHED = 200;
/** Signatures that are remembered as told. */
const REMEMBERED = 1_000;

/** How far somebody has followed: what to store with the events, to go on from after a restart. */
export interface EventCursor {
  /** Of the newest transaction that was told. */
  readonly signature: string;
  /** The newest number of each account that was told. */
  readonly sequences: Iterable<readonly [account: string, sequence: bigint]>;
}

/** A transaction that is told, and how far it brings each account that counts its events. */
export interface FollowedBatch extends EventBatch {
  readonly sequences: ReadonlyMap<string, bigint>;
}

/** How to follow. */
export interface FollowOptions {
  /** Where to go on from, or "start" for all that the node still has; what happens from now on unless given. */
  readonly after?: EventCursor | "start";
  /** Until the history is read even without a notification; 10 seconds unless given. */
  readonly pollMs?: number;
  /** Whether to ask the node for notifications; false where it has none, or where the reading ends soon. */
  readonly notified?: boolean;
  /**
   * Called with what went wrong. A fault is tried again, and nothing is left out for it; a `MissedEvents` says that
   * events could not be found, and that the following goes on without them.
   */
  readonly onError?: (error: unknown) => void;
  /**
   * Called when all transactions up to a slot were told, whenever the history was read to its end. The slot is asked for
   * before each reading, which takes one request more.
   */
  readonly onCaughtUp?: (slot: number) => void | Promise<void>;
}

/** Takes one transaction; where it throws, it is told the same one again later. */
export type FollowListener = (batch: FollowedBatch) => void | Promise<void>;

/** Thrown to search again later for what may still appear. */
class SearchAgain extends Error {}

/**
 * Tells of each transaction of a market once and in order. The node's history is what is told; notifications only say
 * when to read it, so that one that is lost costs time and no events.
 */
export class Follower {
  private readonly history: HistoryReader;
  private readonly continuity: Continuity;
  /** Signatures that were told or passed over, the newest last. */
  private readonly done = new Set<string>();
  /** Searches for what is missing before a transaction. */
  private readonly searches = new Map<string, number>();
  /** Where to read on from: a signature, or null for all; undefined until it is known what "now" is. */
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
      this.notified = undefined; // it may be of what happened before
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

  /** Tells what is missing before a transaction, if the history has it by now; says what it does not have. */
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

  /** Reads on at once, or after what is being read. */
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
