import { type EventBatch, ProgramHistory } from "@diem/sdk";
import { type Connection, PublicKey } from "@solana/web3.js";
import { countedBy, plainEvent } from "../store/plain";
import { eventRow, mentionedBy } from "../store/rows";
import type { UnplacedRow } from "../store/tables";

/** A transaction that is confirmed and not final. It may still be dropped. */
export interface Unfinal {
  readonly signature: string;
  readonly slot: number;
  readonly events: readonly UnfinalEvent[];
}

/** An event of it, as it would be stored. */
export interface UnfinalEvent {
  readonly row: UnplacedRow;
  /** The accounts that it is about. */
  readonly about: ReadonlySet<string>;
}

/** See {@link Overlay}. */
export interface OverlayInput {
  readonly connection: Connection;
  readonly program: string;
  /** Signature of the newest transaction that is stored; null before the first. */
  readonly stored: () => string | null;
  readonly onConfirmed: (transaction: Unfinal) => void;
  /** Called with dropped transactions. */
  readonly onDropped: (transaction: Unfinal) => void;
}

/** Transactions after what is stored that are looked at; more than a chain holds between confirmed and final. */
const MAX_LISTED = 1_000;

/**
 * Confirmed transactions after the stored ones. They are read again each time, so a transaction that a fork dropped
 * disappears at the next reading.
 */
export class Overlay {
  #transactions: readonly Unfinal[] = [];
  /** Transactions that were stored during the newest reading. */
  #settled = new Set<string>();
  readonly #history: ProgramHistory;
  readonly #programId: PublicKey;

  constructor(private readonly input: OverlayInput) {
    const { connection, program } = input;
    const programId = new PublicKey(program);
    this.#programId = programId;
    this.#history = new ProgramHistory({ connection, programId, commitment: "confirmed" });
  }

  /** The transactions, the oldest first. */
  get transactions(): readonly Unfinal[] {
    return this.#transactions;
  }

  /** Reads what is confirmed now. Throws what the connection throws. */
  async refresh(): Promise<void> {
    const { stored, onConfirmed, onDropped } = this.input;
    this.#settled = new Set();
    const after = stored();
    const range = after === null ? {} : { after };
    const listed = (await this.#history.page({ ...range, limit: MAX_LISTED })).reverse();
    const known = new Map(this.#transactions.map((one) => [one.signature, one]));
    const unread = listed.filter(({ signature }) => !known.has(signature));
    const fresh: Unfinal[] = [];
    for await (const batch of this.#history.read(unread)) fresh.push(this.#unfinal(batch));
    const open = ({ signature }: { readonly signature: string }) => !this.#settled.has(signature);
    const found = new Map([...known, ...fresh.map((one) => [one.signature, one] as const)]);
    const before = this.#transactions;
    this.#transactions = listed.filter(open).flatMap(({ signature }) => found.get(signature) ?? []);
    const there = new Set(listed.map(({ signature }) => signature));
    for (const one of before) {
      if (!there.has(one.signature) && one.events.length > 0) onDropped(one);
    }
    for (const one of fresh) if (open(one) && one.events.length > 0) onConfirmed(one);
  }

  /** Forgets what is stored by now. */
  settle(signatures: ReadonlySet<string>): void {
    for (const signature of signatures) this.#settled.add(signature);
    this.#transactions = this.#transactions.filter(({ signature }) => !signatures.has(signature));
  }

  #unfinal({ signature, slot, events }: EventBatch): Unfinal {
    const at = { program: this.input.program, signature, slot };
    return {
      ...{ signature, slot },
      events: events.map((event) => {
        const stored = plainEvent(event);
        const about = mentionedBy(stored, countedBy(event, this.#programId));
        return { row: eventRow(at, event, stored), about };
      }),
    };
  }
}
