import { ProgramHistory } from "@diem/sdk";
import { type Connection, PublicKey } from "@solana/web3.js";
import { type PlainEvent, plainEvent } from "../store/plain";

/** A transaction that is confirmed and not final: it may still come to nothing. */
export interface Unfinal {
  readonly signature: string;
  readonly slot: number;
  readonly events: readonly PlainEvent[];
}

/** See {@link Overlay}. */
export interface OverlayInput {
  readonly connection: Connection;
  readonly program: string;
  /** Signature of the newest transaction that is stored; null before the first. */
  readonly stored: () => string | null;
  readonly onConfirmed: (transaction: Unfinal) => void;
  /** Told of what came to nothing. */
  readonly onDropped: (transaction: Unfinal) => void;
}

/** Transactions after what is stored that are looked at; more than a chain holds between confirmed and final. */
const MOST = 1_000;

/**
 * What has been confirmed since what is stored. It is read anew from there each time, so that what a fork took back is
 * gone with the next reading.
 */
export class Overlay {
  #transactions: readonly Unfinal[] = [];
  readonly #history: ProgramHistory;

  constructor(private readonly input: OverlayInput) {
    const { connection, program } = input;
    const programId = new PublicKey(program);
    this.#history = new ProgramHistory({ connection, programId, commitment: "confirmed" });
  }

  /** The transactions, the oldest first. */
  get transactions(): readonly Unfinal[] {
    return this.#transactions;
  }

  /** Reads what is confirmed now. Throws what the connection throws. */
  async refresh(): Promise<void> {
    const { stored, onConfirmed, onDropped } = this.input;
    const after = stored();
    const range = after === null ? {} : { after };
    const listed = (await this.#history.page({ ...range, limit: MOST })).reverse();
    const known = new Map(this.#transactions.map((one) => [one.signature, one]));
    const unread = listed.filter(({ signature }) => !known.has(signature));
    const fresh: Unfinal[] = [];
    for await (const { signature, slot, events } of this.#history.read(unread)) {
      fresh.push({ signature, slot, events: events.map(plainEvent) });
    }
    const found = new Map([...known, ...fresh.map((one) => [one.signature, one] as const)]);
    this.#transactions = listed.flatMap(({ signature }) => found.get(signature) ?? []);
    const there = new Set(listed.map(({ signature }) => signature));
    for (const [signature, one] of known) {
      if (!there.has(signature) && after === stored()) onDropped(one);
    }
    for (const one of fresh) if (one.events.length > 0) onConfirmed(one);
  }

  /** Forgets what is stored by now. */
  settle(signatures: ReadonlySet<string>): void {
    this.#transactions = this.#transactions.filter(({ signature }) => !signatures.has(signature));
  }
}
