import { PublicKey } from "@solana/web3.js";
import type { Database } from "../store/tables";
import { countedByStored, type PlainEvent } from "../store/plain";
import { insertDerived } from "../store/program-store";
import type { Entry } from "../store/rows";
import { DERIVED, type EventRow } from "../store/tables";
import { Derived, type Lookup } from "./derived";
import { readMarket } from "./market";

/** Events that are read at a time. */
const PAGE = 2_000;

/** What follows from a program's events, as it is stored. */
export async function loadDerived(db: Database, program: string): Promise<Derived> {
  const markets = await db
    .selectFrom("states")
    .select(["account", "data"])
    .where("program", "=", program)
    .where("kind", "=", "market")
    .execute();
  const read = markets.map(({ account, data }) => [account, readMarket(data)] as const);
  return new Derived(program, read, lookupIn(db, program));
}

/** Rebuilds all data derived from a program's events, in the transaction `db`. */
export async function rebuildDerived(db: Database, program: string): Promise<void> {
  for (const table of DERIVED) {
    await db.deleteFrom(table).where("program", "=", program).execute();
  }
  const derived = new Derived(program, [], lookupIn(db, program));
  const programId = new PublicKey(program);
  let after = "";
  for (;;) {
    const page = await db
      .selectFrom("events")
      .selectAll()
      .where("program", "=", program)
      .where("place", ">", after)
      .orderBy("place")
      .limit(PAGE)
      .execute();
    for (const row of page) await derived.apply(entryOf(row, programId));
    await insertDerived(db, derived.take());
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.place;
  }
}

/** An event that was stored. */
export function eventOf({ name, data }: Pick<EventRow, "name" | "data">): PlainEvent {
  return { name, data: JSON.parse(data) as unknown } as PlainEvent;
}

function entryOf(row: EventRow, programId: PublicKey): Entry {
  const event = eventOf(row);
  return { row, event, counted: countedByStored(event, programId) };
}

function lookupIn(db: Database, program: string): Lookup {
  return async (kind, market, account) => {
    const found = await db
      .selectFrom("states")
      .select(["open", "data"])
      .where("market", "=", market)
      .where("kind", "=", kind)
      .where("account", "=", account)
      .where("program", "=", program)
      .executeTakeFirst();
    return found ?? null;
  };
}
