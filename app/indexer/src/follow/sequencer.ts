import type { FollowedBatch } from "@diem/sdk";
import { PublicKey } from "@solana/web3.js";
import { type Counted, countedBy, plainEvent } from "../store/plain";
import { placeOf, readPlace } from "../store/place";
import type { Gap, StoredProgress } from "../store/program-store";
import { type Entry, eventRow } from "../store/rows";

/** A transaction with events, as it is taken. */
export type Taken = Pick<FollowedBatch, "signature" | "slot" | "events">;

/** The result of taking a transaction. */
export interface Sequenced {
  /** Its events that were not there before. */
  readonly entries: readonly Entry[];
  /** Whether any of them belongs before a stored event, so that the derived tables must be rebuilt. */
  readonly late: boolean;
  /** Whether it changes what is missing. */
  readonly gapsChanged: boolean;
}

/** First number of an account; a provider's registration has the number 0. */
const FIRST = 1n;

/**
 * Gives each event its place, and checks by the accounts' numbers that none is missing or duplicate. Its state is ahead
 * of the database until the write, so after a failure a new one is made.
 */
export class Sequencer {
  readonly #last: Map<string, bigint>;
  readonly #gaps = new Map<string, Gap>();
  readonly #programId: PublicKey;
  #newest: string | null;
  /** How often what is missing has changed. */
  #changes = 0;

  /** `lastIn` finds the place of the last event that is stored of a slot. */
  constructor(
    private readonly program: string,
    { cursor, sequences, gaps }: StoredProgress,
    private readonly lastIn: (slot: number) => Promise<string | null>,
  ) {
    this.#programId = new PublicKey(program);
    this.#last = new Map(sequences);
    this.#newest = cursor?.place ?? null;
    for (const gap of gaps) this.#gaps.set(nameOf(gap), gap);
  }

  /** What is missing by now. */
  get gaps(): readonly Gap[] {
    return [...this.#gaps.values()];
  }

  /** Number of the newest event of an account; undefined if none is known. */
  last(account: string): bigint | undefined {
    return this.#last.get(account);
  }

  /** Notes that an account has more events than are known here, as its own counter says. */
  missing(account: string, upTo: bigint): void {
    const first = (this.#last.get(account) ?? 0n) + 1n;
    const [known] = this.gaps.filter((gap) => gap.account === account && gap.last >= upTo);
    if (known === undefined && first <= upTo) this.#open({ account, first, last: upTo });
  }

  /** Takes a transaction's events. */
  async take({ signature, slot, events: told }: Taken): Promise<Sequenced> {
    const before = this.#changes;
    const { transaction, late } = await this.#placed(slot);
    const entries: Entry[] = [];
    told.forEach((event, index) => {
      const counted = countedBy(event, this.#programId);
      if (!this.#count(counted)) return;
      const place = placeOf({ slot, transaction, event: index });
      const stored = plainEvent(event);
      const row = { ...eventRow({ program: this.program, signature, slot }, event, stored), place };
      entries.push({ row, event: stored, counted });
    });
    const place = entries.at(-1)?.row.place;
    if (place !== undefined && !late) this.#newest = place;
    return { entries, late: late && entries.length > 0, gapsChanged: this.#changes > before };
  }

  async #placed(slot: number): Promise<{ readonly transaction: number; readonly late: boolean }> {
    const newest = this.#newest === null ? null : readPlace(this.#newest);
    if (newest === null || slot > newest.slot) return { transaction: 0, late: false };
    if (slot === newest.slot) return { transaction: newest.transaction + 1, late: false };
    const last = await this.lastIn(slot);
    return { transaction: last === null ? 0 : readPlace(last).transaction + 1, late: true };
  }

  /** Counts an event; false if it came before. Its accounts count it all, or none does. */
  #count(counted: Counted): boolean {
    const [first] = counted;
    if (first === undefined) return false;
    const last = this.#last.get(first.account);
    if (last !== undefined && first.sequence <= last) {
      const filled = counted.map(({ account, sequence }) => this.#fill(account, sequence));
      return filled.includes(true);
    }
    for (const { account, sequence } of counted) {
      this.#fill(account, sequence);
      const known = this.#last.get(account);
      const expected = known === undefined ? FIRST : known + 1n;
      if (sequence > expected) {
        this.#open({ account, first: expected, last: sequence - 1n });
      }
      // a provider that comes back counts anew
      if (known === undefined || sequence > known || sequence < FIRST)
        this.#last.set(account, sequence);
    }
    return true;
  }

  #open(gap: Gap): void {
    this.#gaps.set(nameOf(gap), gap);
    this.#changes += 1;
  }

  #fill(account: string, sequence: bigint): boolean {
    const gap = this.gaps.find(
      ({ account: of, first, last }) => of === account && sequence >= first && sequence <= last,
    );
    if (gap === undefined) return false;
    this.#gaps.delete(nameOf(gap));
    this.#changes += 1;
    const before = { account, first: gap.first, last: sequence - 1n };
    const after = { account, first: sequence + 1n, last: gap.last };
    for (const rest of [before, after]) {
      if (rest.last >= rest.first) this.#open(rest);
    }
    return true;
  }
}

const nameOf = ({ account, first }: Gap) => `${account} ${first.toString()}`;
