import { setTimeout as pause } from "node:timers/promises";
import type { Connection } from "@solana/web3.js";
import type { Logger } from "pino";
import type { MarketState } from "./fold/market";
import { findMissing } from "./follow/heal";
import { Overlay, type Unfinal } from "./follow/overlay";
import { ProgramFollower, Rebuilt } from "./follow/program-follower";
import type { Difference } from "./reconcile/compare";
import { reconcile } from "./reconcile/reconcile";
import type { Entry } from "./store/rows";
import type { Database } from "./store/tables";
import type { Gap } from "./store/program-store";

/** Milliseconds before a new follower replaces one that failed. */
const RESTART_MS = 1_000;

/** See {@link ProgramIndex}. */
export interface ProgramIndexInput {
  readonly db: Database;
  readonly connection: Connection;
  readonly program: string;
  readonly pollMs: number;
  readonly log: Logger;
  readonly onStored: (entries: readonly Entry[]) => void;
  readonly onConfirmed: (transaction: Unfinal) => void;
  readonly onDropped: (transaction: Unfinal) => void;
}

/** How far the index of a program is. */
export interface IndexProgress {
  /** Everything up to this slot is stored. */
  readonly slot: number;
  /** The newest slot of the chain that was seen. */
  readonly head: number;
  /** Seconds since the last complete reading of the chain; null before the first one. */
  readonly seconds: number | null;
}

/** The index of one program: follows it, reports events that are not final, and compares the index with the chain. */
export class ProgramIndex {
  readonly program: string;
  readonly #input: ProgramIndexInput;
  readonly #overlay: Overlay;
  readonly #stopping = new AbortController();
  #follower: ProgramFollower | null = null;
  #polling: Promise<void> = Promise.resolve();
  #slot = 0;
  #head = 0;
  #caughtUpAt: number | null = null;
  #differences: readonly Difference[] = [];
  #compared = 0;
  #restarting: Promise<void> | null = null;
  /** Of the chain's clock in unix seconds, and when it was read. */
  #clock: { readonly now: bigint; readonly at: number } | null = null;

  constructor(input: ProgramIndexInput) {
    const { connection, program, onConfirmed, onDropped } = input;
    this.program = program;
    this.#input = input;
    const stored = () => this.#follower?.cursor ?? null;
    this.#overlay = new Overlay({ connection, program, stored, onConfirmed, onDropped });
  }

  /** Begins. Throws what the database throws. */
  async start(): Promise<void> {
    await this.#follow();
    this.#polling = this.#poll();
  }

  get markets(): ReadonlyMap<string, MarketState> {
    return this.#follower?.markets ?? new Map<string, MarketState>();
  }

  get gaps(): readonly Gap[] {
    return this.#follower?.gaps ?? [];
  }

  /** What the newest comparison found. */
  get differences(): readonly Difference[] {
    return this.#differences;
  }

  /** Accounts that the newest comparison compared. */
  get compared(): number {
    return this.#compared;
  }

  /** Transactions that are confirmed and not final, the oldest first. */
  get unfinal(): readonly Unfinal[] {
    return this.#overlay.transactions;
  }

  get progress(): IndexProgress {
    const at = this.#caughtUpAt;
    const seconds = at === null ? null : (performance.now() - at) / 1_000;
    return { slot: this.#slot, head: Math.max(this.#head, this.#slot), seconds };
  }

  /** Unix seconds by the chain's clock, as far as it is known; null before it was read. */
  get now(): bigint | null {
    if (this.#clock === null) return null;
    const { now, at } = this.#clock;
    return now + BigInt(Math.floor((performance.now() - at) / 1_000));
  }

  /** Compares all markets with their accounts, and looks for what is missing. Throws what the connection throws. */
  async reconcile(): Promise<void> {
    const { db, connection, program, log } = this.#input;
    const found: Difference[] = [];
    let compared = 0;
    for (const [market, state] of this.markets) {
      const follower = this.#follower;
      const storedTo = () => this.#slot;
      const one = await reconcile({ db, connection, program, market, state, storedTo });
      this.#clock = { now: one.now, at: performance.now() };
      compared += one.compared;
      found.push(...one.differences);
      for (const { account, sequence } of one.behind) follower?.missing(account, sequence);
    }
    this.#differences = found;
    this.#compared = compared;
    for (const difference of found) log.error(difference, "the index differs from the chain");
    await this.#heal();
  }

  /** Stores pending events, and stops. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#polling;
    await this.#restarting;
    await this.#follower?.stop();
  }

  async #heal(): Promise<void> {
    const { db, connection, program, log } = this.#input;
    for (const gap of this.gaps) {
      const shown = { account: gap.account, first: String(gap.first), last: String(gap.last) };
      log.error(shown, "events are missing");
      for (const taken of await findMissing({ db, connection, program, gap })) {
        await this.#follower?.add(taken).catch((error: unknown) => {
          if (!(error instanceof Rebuilt)) throw error;
        });
        await this.#restarting;
      }
    }
  }

  async #follow(): Promise<void> {
    const { db, connection, program, pollMs, log, onStored } = this.#input;
    this.#follower = await ProgramFollower.start({
      ...{ db, connection, program, pollMs },
      onStored: (entries) => {
        this.#overlay.settle(new Set(entries.map(({ row }) => row.signature)));
        this.#slot = Math.max(this.#slot, entries.at(-1)?.row.slot ?? 0);
        onStored(entries);
      },
      onCaughtUp: (slot) => {
        this.#slot = Math.max(this.#slot, slot);
        this.#caughtUpAt = performance.now();
      },
      onTrouble: (error) => {
        if (!(error instanceof Rebuilt)) log.warn({ err: error }, "the history cannot be read");
      },
      onFailed: (error) => {
        if (!(error instanceof Rebuilt)) log.error({ err: error }, "events cannot be stored");
        this.#restarting ??= this.#restart(error instanceof Rebuilt ? 0 : RESTART_MS).finally(
          () => {
            this.#restarting = null;
          },
        );
      },
    });
  }

  /** Continues from the state of the database. */
  async #restart(ms: number): Promise<void> {
    const { signal } = this.#stopping;
    for (let wait = ms; !signal.aborted; wait = RESTART_MS) {
      await pause(wait, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await this.#follow();
        return;
      } catch (error) {
        this.#input.log.error({ err: error }, "the database cannot be read");
      }
    }
  }

  /** Reads confirmed transactions repeatedly. */
  async #poll(): Promise<void> {
    const { connection, pollMs, log } = this.#input;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        this.#head = await connection.getSlot("confirmed");
        // while the past is read there is no head to show
        if (this.#caughtUpAt !== null) await this.#overlay.refresh();
      } catch (error) {
        log.warn({ err: error }, "what is confirmed cannot be read");
      }
      await pause(pollMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
