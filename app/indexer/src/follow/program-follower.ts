import type { FollowedBatch } from "@diem/sdk";
import { ProgramHistory } from "@diem/sdk";
import { type Connection, PublicKey } from "@solana/web3.js";
import { rebuildDerived, loadDerived } from "../fold/load";
import type { Derived } from "../fold/derived";
import type { MarketState } from "../fold/market";
import type { Database } from "../store/tables";
import { type Gap, ProgramStore } from "../store/program-store";
import { type Entry, mentionRows } from "../store/rows";
import { Sequencer, type Sequenced, type Taken } from "./sequencer";

/** Approximate number of events per database transaction. */
const BATCH = 500;
/** Milliseconds that events wait, so that several are stored together. */
const WAIT_MS = 25;

/** See {@link ProgramFollower.start}. */
export interface FollowerInput {
  readonly db: Database;
  readonly connection: Connection;
  readonly program: string;
  /** Milliseconds until the history is read without a notification. */
  readonly pollMs: number;
  /** Whether to ask the node for notifications; it is asked unless this is false. */
  readonly notified?: boolean;
  /** Called with events once they are stored. */
  readonly onStored: (entries: readonly Entry[]) => void;
  /** Called when everything up to a slot is stored. */
  readonly onCaughtUp: (slot: number) => void;
  /** Called with an error; the step is tried again. */
  readonly onTrouble: (error: unknown) => void;
  /**
   * Called after it stopped because of a failure. Its state may differ from the database, so a new follower must start.
   */
  readonly onFailed: (error: unknown) => void;
}

/** Events that wait to be stored. */
interface Waiting extends Sequenced {
  readonly cursor: { readonly signature: string; readonly place: string } | null;
}

/**
 * Follows the finalized history of a program into a database. Its memory is never ahead of the database for long: any
 * failure stops it, and a new one continues from the stored state.
 */
export class ProgramFollower {
  readonly #input: FollowerInput;
  readonly #store: ProgramStore;
  readonly #sequencer: Sequencer;
  readonly #derived: Derived;
  readonly #waiting: Waiting[] = [];
  #cursor: string | null;
  #timer: NodeJS.Timeout | null = null;
  /** Work on the database, one after the other. */
  #work: Promise<void> = Promise.resolve();
  #failed: Error | undefined;
  #stop: () => Promise<void> = () => Promise.resolve();

  private constructor(
    input: FollowerInput,
    parts: { store: ProgramStore; sequencer: Sequencer; derived: Derived; cursor: string | null },
  ) {
    this.#input = input;
    this.#store = parts.store;
    this.#sequencer = parts.sequencer;
    this.#derived = parts.derived;
    this.#cursor = parts.cursor;
  }

  /** Continues from the stored state. Throws errors of the database. */
  static async start(input: FollowerInput): Promise<ProgramFollower> {
    const { db, connection, program, pollMs, notified = true } = input;
    const store = new ProgramStore(db, program);
    const progress = await store.load();
    const follower = new ProgramFollower(input, {
      store,
      sequencer: new Sequencer(program, progress, (slot) => store.lastIn(slot)),
      derived: await loadDerived(db, program),
      cursor: progress.cursor?.signature ?? null,
    });
    const history = new ProgramHistory({
      ...{ connection, programId: new PublicKey(program), commitment: "finalized" },
    });
    const { cursor, sequences } = progress;
    follower.#stop = history.follow((batch) => follower.#take(batch), {
      after: cursor === null ? "start" : { signature: cursor.signature, sequences },
      ...{ pollMs, notified },
      onError: input.onTrouble,
      onCaughtUp: async (slot) => {
        await follower.flush();
        input.onCaughtUp(slot);
      },
    });
    return follower;
  }

  /** The program's markets, as far as events are stored. */
  get markets(): ReadonlyMap<string, MarketState> {
    return this.#derived.markets;
  }

  /** What is missing. */
  get gaps(): readonly Gap[] {
    return this.#sequencer.gaps;
  }

  /** Signature of the newest transaction that is stored. */
  get cursor(): string | null {
    return this.#cursor;
  }

  /** Number of the newest event of an account; undefined if none is known. */
  last(account: string): bigint | undefined {
    return this.#sequencer.last(account);
  }

  /** Notes that an account has more events than are known here. */
  missing(account: string, upTo: bigint): void {
    this.#sequencer.missing(account, upTo);
  }

  /** Takes a transaction that was found elsewhere, such as one that fills a gap, and stores it. */
  async add(taken: Taken): Promise<void> {
    await this.#queue(() => this.#sequence(taken, { moves: false }));
    await this.flush();
  }

  /** Stores what waits. */
  async flush(): Promise<void> {
    await this.#queue(() => this.#write());
  }

  /** Stores pending events, and stops. */
  async stop(): Promise<void> {
    await this.#stop();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#work.catch(() => undefined);
    if (this.#failed === undefined) await this.flush().catch(this.#input.onTrouble);
  }

  async #take(batch: FollowedBatch): Promise<void> {
    await this.#queue(() => this.#sequence(batch, { moves: true }));
    const events = this.#waiting.reduce((sum, { entries }) => sum + entries.length, 0);
    if (events >= BATCH || this.#waiting.at(-1)?.late === true) return this.flush();
    this.#timer ??= setTimeout(() => void this.flush().catch(() => undefined), WAIT_MS);
  }

  async #sequence(taken: Taken, { moves }: { readonly moves: boolean }): Promise<void> {
    const sequenced = await this.#sequencer.take(taken);
    const place = sequenced.entries.at(-1)?.row.place;
    const cursor = moves && !sequenced.late && place !== undefined;
    const { signature } = taken;
    this.#waiting.push({ ...sequenced, cursor: cursor ? { signature, place } : null });
  }

  /** Runs tasks one after the other, and none after a failure. */
  #queue(work: () => Promise<void>): Promise<void> {
    const done = this.#work.then(async () => {
      if (this.#failed !== undefined) throw this.#failed;
      await work();
    });
    this.#work = done.catch((error: unknown) => {
      if (this.#failed !== undefined) return;
      this.#failed = error instanceof Error ? error : new Error(String(error));
      void this.#stop();
      this.#input.onFailed(error);
    });
    return done;
  }

  async #write(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const waiting = this.#waiting.splice(0);
    if (waiting.length === 0) return;
    const entries = waiting.flatMap((one) => one.entries);
    const late = waiting.some((one) => one.late);
    if (!late) for (const entry of entries) await this.#derived.apply(entry);
    const counted = entries.flatMap((entry) => entry.counted.map(({ account }) => account));
    const cursor = waiting.flatMap((one) => one.cursor ?? []).at(-1);
    await this.#store.commit({
      events: entries.map(({ row }) => row),
      mentions: entries.flatMap(mentionRows),
      sequences: new Map(counted.map((account) => [account, this.#sequencer.last(account) ?? 0n])),
      derived: this.#derived.take(),
      ...(waiting.some((one) => one.gapsChanged) ? { gaps: this.#sequencer.gaps } : {}),
      ...(cursor === undefined ? {} : { cursor }),
      ...(late ? { rebuild: rebuildDerived } : {}),
    });
    this.#cursor = cursor?.signature ?? this.#cursor;
    this.#input.onStored(entries);
    // the derived tables were rebuilt in the database
    if (late) throw new Rebuilt();
  }
}

/** Ends a follower whose tables were made anew, so that another one reads them. */
export class Rebuilt extends Error {
  override readonly name = "Rebuilt";
}
