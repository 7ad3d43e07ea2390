import { IndexerError } from "../errors";
import type {
  Database,
  EventRow,
  GapRow,
  MentionRow,
  SnapshotRow,
  StateRow,
  UsageRow,
} from "./tables";
import { insertRows } from "./insert";
import { placeOf } from "./place";

/** How far a program is stored. */
export interface StoredProgress {
  /** Null before the first event. */
  readonly cursor: { readonly signature: string; readonly place: string } | null;
  /** The newest number of each account that counts its events. */
  readonly sequences: ReadonlyMap<string, bigint>;
  readonly gaps: readonly Gap[];
}

/** Numbers of an account whose events are missing. */
export interface Gap {
  readonly account: string;
  readonly first: bigint;
  readonly last: bigint;
}

/** Rows of the tables that follow from the events. */
export interface DerivedRows {
  readonly states: readonly StateRow[];
  readonly usage: readonly UsageRow[];
  readonly snapshots: readonly SnapshotRow[];
}

/** What one transaction of the database stores. */
export interface Change {
  readonly events: readonly EventRow[];
  readonly mentions: readonly MentionRow[];
  readonly sequences: ReadonlyMap<string, bigint>;
  readonly derived: DerivedRows;
  /** All that is missing by now; left out where that has not changed. */
  readonly gaps?: readonly Gap[];
  /** Where the cursor is moved; left out where it stays. */
  readonly cursor?: { readonly signature: string; readonly place: string };
  /** Makes what follows from the events anew, after they are stored. */
  readonly rebuild?: (db: Database, program: string) => Promise<void>;
}

/** The rows of one program. Each change is stored whole with its cursor, or not at all. */
export class ProgramStore {
  /** Place of the cursor as this process knows it. */
  #place: string | null = null;

  constructor(
    private readonly db: Database,
    readonly program: string,
  ) {}

  /** Reads how far the program is stored. */
  async load(): Promise<StoredProgress> {
    const { db, program } = this;
    const cursor = await db
      .selectFrom("cursors")
      .select(["signature", "place"])
      .where("program", "=", program)
      .executeTakeFirst();
    const sequences = await db
      .selectFrom("sequences")
      .select(["account", "last"])
      .where("program", "=", program)
      .execute();
    const gaps = await db
      .selectFrom("gaps")
      .select(["account", "first", "last"])
      .where("program", "=", program)
      .execute();
    this.#place = cursor?.place ?? null;
    return {
      cursor: cursor ?? null,
      sequences: new Map(sequences.map(({ account, last }) => [account, BigInt(last)])),
      gaps: gaps.map(({ account, first, last }): Gap => ({
        ...{ account, first: BigInt(first), last: BigInt(last) },
      })),
    };
  }

  /**
   * Stores a change.
   *
   * @throws IndexerError `DatabaseMoved` if another process has stored something meanwhile; what the database throws.
   */
  async commit(change: Change): Promise<void> {
    const { program } = this;
    await this.db.transaction().execute(async (db) => {
      await this.#hold(db);
      await insertRows(db, "events", change.events, "ignore");
      await insertRows(db, "mentions", change.mentions, "ignore");
      const sequences = [...change.sequences].map(([account, last]) => ({
        ...{ program, account, last: last.toString() },
      }));
      await insertRows(db, "sequences", sequences, { replace: ["program", "account"] });
      await insertDerived(db, change.derived);
      await change.rebuild?.(db, program);
      if (change.gaps !== undefined) await this.#setGaps(db, change.gaps);
      const { cursor } = change;
      if (cursor === undefined) return;
      await insertRows(db, "cursors", [{ program, ...cursor }], { replace: ["program"] });
    });
    this.#place = change.cursor?.place ?? this.#place;
  }

  /** Place of the last event that is stored of a slot. */
  async lastIn(slot: number): Promise<string | null> {
    const first = placeOf({ slot, transaction: 0, event: 0 });
    const next = placeOf({ slot: slot + 1, transaction: 0, event: 0 });
    const found = await this.db
      .selectFrom("events")
      .select("place")
      .where("program", "=", this.program)
      .where("place", ">=", first)
      .where("place", "<", next)
      .orderBy("place", "desc")
      .limit(1)
      .executeTakeFirst();
    return found?.place ?? null;
  }

  /** Checks that no other process has moved the cursor, and locks it until the change is stored. */
  async #hold(db: Database): Promise<void> {
    const { program } = this;
    // a write, so that SQLite locks the file and PostgreSQL the row before anything is read
    await db.updateTable("cursors").set({ program }).where("program", "=", program).execute();
    const found = await db
      .selectFrom("cursors")
      .select("place")
      .where("program", "=", program)
      .executeTakeFirst();
    if ((found?.place ?? null) === this.#place) return;
    throw new IndexerError(
      "DatabaseMoved",
      `another indexer stores events of ${program} in the same database: stop one of them, or choose another database`,
    );
  }

  async #setGaps(db: Database, gaps: readonly Gap[]): Promise<void> {
    const { program } = this;
    await db.deleteFrom("gaps").where("program", "=", program).execute();
    const rows = gaps.map(({ account, first, last }): GapRow => ({
      ...{ program, account, first: first.toString(), last: last.toString() },
    }));
    await insertRows(db, "gaps", rows, "ignore");
  }
}

/** Stores rows that follow from the events, in the place of what they replace. */
export async function insertDerived(
  db: Database,
  { states, usage, snapshots }: DerivedRows,
): Promise<void> {
  await insertRows(db, "states", states, { replace: ["market", "kind", "account", "program"] });
  await insertRows(db, "usage", usage, { replace: ["provider", "epoch", "program"] });
  await insertRows(db, "snapshots", snapshots, { replace: ["market", "epoch", "program"] });
}
