import type { FastifyInstance } from "fastify";
import type { Database } from "../store/database";
import type { EventRow } from "../store/tables";
import type { Context } from "./context";
import { Problem } from "./problem";
import { address, answer, before, limit, page, params, query } from "./schemas";

/** Which events are asked for. */
export interface EventQuery {
  readonly program?: string;
  readonly market?: string;
  /** Events that are about all of these accounts. */
  readonly about?: readonly string[];
  readonly names?: readonly string[];
  readonly before?: string;
  readonly limit: number;
}

/** An event as it is served. */
export function shownEvent({ outer_index, inner_index, data, place, ...row }: EventRow) {
  const at = { outerIndex: outer_index, innerIndex: inner_index < 0 ? null : inner_index };
  return { ...row, ...at, cursor: place, final: true, data: JSON.parse(data) as unknown };
}

/** Events, the newest first. */
export async function findEvents(
  db: Database,
  { program, market, about = [], names, before: older, limit: most }: EventQuery,
): Promise<EventRow[]> {
  let found = db.selectFrom("events").selectAll("events");
  about.forEach((account, nth) => {
    const name = `mention_${String(nth)}` as const;
    found = found.where((eb) =>
      eb.exists(
        eb
          .selectFrom(`mentions as ${name}`)
          .select(`${name}.place`)
          .where(`${name}.account`, "=", account)
          .whereRef(`${name}.program`, "=", "events.program")
          .whereRef(`${name}.place`, "=", "events.place"),
      ),
    );
  });
  if (program !== undefined) found = found.where("events.program", "=", program);
  if (market !== undefined) found = found.where("events.market", "=", market);
  if (names !== undefined) found = found.where("events.name", "in", names);
  if (older !== undefined) found = found.where("events.place", "<", older);
  return found.orderBy("events.place", "desc").limit(most).execute();
}

interface Asked {
  readonly program?: string;
  readonly market?: string;
  readonly account?: string;
  readonly name?: string;
  readonly before?: string;
  readonly limit: number;
  readonly commitment: "finalized" | "confirmed";
}

/** Routes of events. */
export function eventRoutes(app: FastifyInstance, context: Context): void {
  app.get<{ Querystring: Asked }>(
    "/v1/events",
    {
      schema: {
        summary: "Events, the newest first",
        querystring: query({
          ...{ program: address("of this program alone"), market: address("of this market") },
          account: address("about this provider, channel or wallet"),
          name: { type: "string", description: "of these names, such as DiemMinted,DiemBurned" },
          commitment: {
            ...{ type: "string", enum: ["finalized", "confirmed"], default: "finalized" },
            description: "confirmed: with what is not final yet, and may come to nothing",
          },
          ...{ before, limit },
        }),
        response: page("Events with their transactions"),
      },
    },
    async ({ query: asked }) => {
      const { account, name, commitment, ...rest } = asked;
      const filter = {
        ...rest,
        ...(account === undefined ? {} : { about: [account] }),
        ...(name === undefined ? {} : { names: name.split(",") }),
      };
      const rows = await findEvents(context.db, filter);
      const next = rows.length < asked.limit ? null : (rows.at(-1)?.place ?? null);
      const head = commitment === "confirmed" && asked.before === undefined;
      const fresh = head ? unfinalEvents(context, asked) : [];
      return { items: [...fresh, ...rows.map(shownEvent)], next };
    },
  );

  app.get<{ Params: { signature: string } }>(
    "/v1/transactions/:signature",
    {
      schema: {
        summary: "Events of a transaction, in their order",
        params: params({ signature: { type: "string", pattern: "^[1-9A-HJ-NP-Za-km-z]{80,90}$" } }),
        response: answer("The transaction's events"),
      },
    },
    async ({ params: { signature } }) => {
      const rows = await context.db
        .selectFrom("events")
        .selectAll()
        .where("signature", "=", signature)
        .orderBy("program")
        .orderBy("place")
        .execute();
      if (rows.length === 0) {
        const message = `no event of the transaction ${signature} is stored: check it, or ask again once it is final`;
        throw new Problem("NotFound", message);
      }
      return { signature, events: rows.map(shownEvent) };
    },
  );
}

/** What is confirmed and not final, the newest first. */
function unfinalEvents({ indexes }: Context, { program, market, account, name }: Asked) {
  const names = name?.split(",");
  const all = indexes.flatMap((index) =>
    index.unfinal.flatMap(({ signature, slot, events }) =>
      events.map((event) => ({ program: index.program, signature, slot, final: false, ...event })),
    ),
  );
  return all
    .filter((event) => program === undefined || event.program === program)
    .filter((event) => market === undefined || event.data.stamp.market === market)
    .filter((event) => names === undefined || names.includes(event.name))
    .filter((event) => account === undefined || JSON.stringify(event.data).includes(`"${account}"`))
    .reverse();
}
