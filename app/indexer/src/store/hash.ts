import { createHash, type Hash } from "node:crypto";
import type { Database, EventRow } from "./tables";
import { readPlace } from "./place";

/** SHA-256 of each table's rows, in an order that does not depend on when they came. */
export type TableHashes = Readonly<Record<"events" | "states" | "usage" | "snapshots", string>>;

/** Events that are read at a time. */
const PAGE = 2_000;

/**
 * Hashes of what is stored: equal for two databases that have read the same history, with any interruptions. Which place an
 * event has in its slot is left out, because what fills a gap is learnt late.
 */
export async function hashTables(db: Database): Promise<TableHashes> {
  const states = await db.selectFrom("states").selectAll().execute();
  const usage = await db.selectFrom("usage").selectAll().execute();
  const snapshots = await db.selectFrom("snapshots").selectAll().execute();
  return {
    events: await hashEvents(db),
    states: hashOf(states.map(({ place, ...row }) => ({ ...row, slot: readPlace(place).slot }))),
    usage: hashOf(usage),
    snapshots: hashOf(snapshots),
  };
}

function hashOf(rows: readonly object[]): string {
  const hash = createHash("sha256");
  for (const line of rows.map(lineOf).sort()) hash.update(line);
  return hash.digest("hex");
}

/** A row as one text, independent of the order of its columns. */
function lineOf(row: object): string {
  const members = Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(members)}\n`;
}

async function hashEvents(db: Database): Promise<string> {
  const hash = createHash("sha256");
  let after = { place: "", program: "" };
  let slot: EventRow[] = [];
  for (;;) {
    const { place, program } = after;
    const page = await db
      .selectFrom("events")
      .selectAll()
      .where((eb) =>
        eb.or([
          eb("place", ">", place),
          eb.and([eb("place", "=", place), eb("program", ">", program)]),
        ]),
      )
      .orderBy("place")
      .orderBy("program")
      .limit(PAGE)
      .execute();
    for (const row of page) {
      if (slot[0] !== undefined && slot[0].slot !== row.slot) slot = hashSlot(hash, slot);
      slot.push(row);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    after = last;
  }
  hashSlot(hash, slot);
  return hash.digest("hex");
}

function hashSlot(hash: Hash, rows: readonly EventRow[]): EventRow[] {
  for (const line of rows.map((row) => lineOf({ ...row, place: undefined })).sort())
    hash.update(line);
  return [];
}
