import type { FastifyInstance } from "fastify";
import { cursorOf } from "../store/place";
import type { EventRow, UnplacedRow } from "../store/tables";
import type { Context } from "./context";
import { findEvents, nextOf } from "./find-events";
import { Problem } from "./problem";
import { address, answer, before, limit, page, params, query } from "./schemas";

/** An event as it is served: one that is not final has no cursor. */
export function shownEvent(row: EventRow | UnplacedRow) {
  const { outer_index, inner_index, data, program, signature, slot, timestamp, name, market } = row;
  const cursor = "place" in row ? cursorOf(row) : null;
  return {
    ...{ program, market, signature, slot, timestamp, name, cursor, final: cursor !== null },
    ...{ outerIndex: outer_index, innerIndex: inner_index < 0 ? null : inner_index },
    data: JSON.parse(data) as unknown,
  };
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
            description: "confirmed: includes events that are not final yet, and may be dropped",
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
      const rows = await findEvents(context, filter);
      const head = commitment === "confirmed" && asked.before === undefined;
      const fresh = head ? unfinalEvents(context, asked) : [];
      return { items: [...fresh, ...rows.map(shownEvent)], next: nextOf(rows, asked.limit) };
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
  const all = indexes.flatMap(({ unfinal }) => unfinal.flatMap(({ events }) => events));
  return all
    .filter(({ row }) => program === undefined || row.program === program)
    .filter(({ row }) => market === undefined || row.market === market)
    .filter(({ row }) => names === undefined || names.includes(row.name))
    .filter(({ about }) => account === undefined || about.has(account))
    .map(({ row }) => shownEvent(row))
    .reverse();
}
