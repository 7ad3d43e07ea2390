import { quotes } from "@diem/sdk";
import type { FastifyInstance } from "fastify";
import { type Figures, figuresOf, pausedOf } from "../fold/figures";
import { type Plain, plain } from "../store/plain";
import { type Context, findMarket, type Found } from "./context";
import { Problem } from "./problem";
import { address, answer, epoch, page, params, query } from "./schemas";
import { SERIES, thinned, valueIn } from "./series";

const MARKET = { market: address("of the market") };

/** Routes of markets and their history. */
export function marketRoutes(app: FastifyInstance, context: Context): void {
  app.get(
    "/v1/markets",
    { schema: { summary: "All markets", response: page("Markets with their head") } },
    () => {
      const items = context.indexes.flatMap((index) =>
        [...index.markets].map(([market, state]) => head(market, { index, state })),
      );
      return { items, next: null };
    },
  );

  app.get<{ Params: { market: string }; Querystring: { vvvPerDiem?: string } }>(
    "/v1/markets/:market",
    {
      schema: {
        summary: "A market now: its figures, parameters and roles",
        params: params(MARKET),
        querystring: query({
          vvvPerDiem: {
            ...{ type: "string", pattern: "^\\d{1,9}(\\.\\d{1,9})?$" },
            description: "whole VVV that a DIEM is worth: values what is paid in DIEM",
          },
        }),
        response: answer("The market"),
      },
    },
    ({ params: { market }, query: { vvvPerDiem } }) => {
      const found = findMarket(context, market);
      const { params: parameters, proposal, roles } = found.state;
      const price = vvvPerDiem === undefined ? undefined : ratioOf(vvvPerDiem);
      return { ...head(market, found, price), ...plain({ params: parameters, proposal }), roles };
    },
  );

  app.get<{ Params: { market: string }; Querystring: { from: number; to: number; limit: number } }>(
    "/v1/markets/:market/snapshots",
    {
      schema: {
        summary: "A market's figures after the last event of each epoch, the newest first",
        params: params(MARKET),
        querystring: query({
          from: { ...epoch("first epoch"), default: 0 },
          to: { ...epoch("last epoch"), default: Number.MAX_SAFE_INTEGER },
          limit: { type: "integer", minimum: 1, maximum: 500, default: 100 },
        }),
        response: page("Snapshots; `next` is the `to` of the next page"),
      },
    },
    async ({ params: { market }, query: { from, to, limit } }) => {
      findMarket(context, market);
      const rows = await context.db
        .selectFrom("snapshots")
        .select(["epoch", "data"])
        .where("market", "=", market)
        .where("epoch", ">=", from)
        .where("epoch", "<=", to)
        .orderBy("epoch", "desc")
        .limit(limit)
        .execute();
      const oldest = rows.at(-1)?.epoch ?? 0;
      const next = rows.length < limit || oldest <= from ? null : String(oldest - 1);
      return { items: rows.map(({ data }) => JSON.parse(data) as unknown), next };
    },
  );

  app.get<{
    Params: { market: string; name: string };
    Querystring: { from: number; to: number; points: number };
  }>(
    "/v1/markets/:market/series/:name",
    {
      schema: {
        summary: "One figure over time, thinned so that its peaks stay",
        params: params({
          ...MARKET,
          name: { type: "string", description: `one of ${SERIES.join(", ")}` },
        }),
        querystring: query({
          from: { type: "integer", default: 0, description: "unix seconds" },
          to: { type: "integer", default: Number.MAX_SAFE_INTEGER, description: "unix seconds" },
          points: { type: "integer", minimum: 4, maximum: 500, default: 500 },
        }),
        response: answer("Points, the oldest first"),
      },
    },
    async ({ params: { market, name }, query: { from, to, points: most } }) => {
      findMarket(context, market);
      const rows = await context.db
        .selectFrom("snapshots")
        .select(["epoch", "timestamp", "data"])
        .where("market", "=", market)
        .where("timestamp", ">=", from)
        .where("timestamp", "<=", to)
        .orderBy("epoch")
        .execute();
      const points = rows.map(({ data, ...at }) => ({
        ...{ ...at, value: valueIn(JSON.parse(data) as Plain<Figures>, name) },
      }));
      return { market, name, of: points.length, points: thinned(points, most) };
    },
  );
}

/** A market now, by the chain's clock where that was read. */
function head(market: string, { index, state }: Found, vvvPerDiem?: quotes.PriceRatio) {
  const { birth, timestamp } = state;
  const clock = index.now;
  const now = clock !== null && clock > timestamp ? clock : timestamp;
  const figures = figuresOf(state, vvvPerDiem, now);
  const due = quotes.epochsDue({ market: { ...birth, nextToClose: state.nextToClose }, now });
  return {
    ...{ market, program: index.program, ...plain(birth), paused: pausedOf(state), epochsDue: due },
    ...{ sequence: state.sequence.toString(), figures: plain(figures) },
  };
}

function ratioOf(text: string): quotes.PriceRatio {
  const [whole = "", decimals = ""] = text.split(".");
  const numerator = BigInt(`${whole}${decimals}`);
  if (numerator > 0n) return { numerator, denominator: 10n ** BigInt(decimals.length) };
  throw new Problem("BadRequest", "vvvPerDiem is 0: name a price above it, or leave it out");
}
