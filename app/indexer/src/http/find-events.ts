import type { Database, EventRow } from "../store/tables";
import { cursorOf, readCursor } from "../store/place";
import type { Context } from "./context";

/** The filter of requested events. */
export interface EventQuery {
  readonly program?: string;
  readonly market?: string;
  /** Events that are about all of these accounts. */
  readonly about?: readonly string[];
  readonly names?: readonly string[];
  readonly before?: string;
  readonly limit: number;
}

/** Events, the newest first. */
export async function findEvents(context: Context, query: EventQuery): Promise<EventRow[]> {
  const { program, market, limit: most } = query;
  const { indexes } = context;
  const [own] = indexes.filter(({ markets }) => market !== undefined && markets.has(market));
  const only = program ?? own?.program;
  const programs = only === undefined ? indexes.map((index) => index.program) : [only];
  const found = await Promise.all(programs.map((one) => eventsOf(context.db, one, query)));
  const newest = (a: EventRow, b: EventRow) => (cursorOf(a) < cursorOf(b) ? 1 : -1);
  return found.flat().sort(newest).slice(0, most);
}

/** The cursor of the next page; null if there is none. */
export function nextOf(rows: readonly EventRow[], most: number): string | null {
  const last = rows.at(-1);
  return last === undefined || rows.length < most ? null : cursorOf(last);
}

/** Events of one program, the newest first. All events of a market mention it, and mentions are in the order of the answer. */
async function eventsOf(
  db: Database,
  program: string,
  { market, about = [], names, before: older, limit: most }: EventQuery,
): Promise<EventRow[]> {
  const [first, ...others] = [...about, ...(market === undefined ? [] : [market])];
  let found = db.selectFrom("events").selectAll("events").where("events.program", "=", program);
  if (names !== undefined) found = found.where("events.name", "in", names);
  const limitOf = (cursor: string) => {
    const { place, program: last } = readCursor(cursor);
    return [program < last ? "<=" : "<", place] as const;
  };
  if (first === undefined) {
    if (older !== undefined) found = found.where("events.place", ...limitOf(older));
    return found.orderBy("events.place", "desc").limit(most).execute();
  }
  let mentioned = found
    .innerJoin("mentions", (join) =>
      join
        .onRef("mentions.program", "=", "events.program")
        .onRef("mentions.place", "=", "events.place"),
    )
    .where("mentions.account", "=", first)
    .where("mentions.program", "=", program);
  others.forEach((account, nth) => {
    const name = `mention_${String(nth)}` as const;
    mentioned = mentioned.where((eb) =>
      eb.exists(
        eb
          .selectFrom(`mentions as ${name}`)
          .select(`${name}.place`)
          .where(`${name}.account`, "=", account)
          .whereRef(`${name}.program`, "=", "mentions.program")
          .whereRef(`${name}.place`, "=", "mentions.place"),
      ),
    );
  });
  if (older !== undefined) mentioned = mentioned.where("mentions.place", ...limitOf(older));
  return mentioned.orderBy("mentions.place", "desc").limit(most).execute();
}
