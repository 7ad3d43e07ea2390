import { quotes } from "@diem/sdk";
import type { FastifyInstance } from "fastify";
import { type Figures, figuresOf, pausedOf } from "../fold/figures";
import { type Plain, plain } from "../store/plain";
import { type Context, findMarket, type Found } from "./context";
import { Problem } from "./problem";
import { address, answer, epoch, page, params, query } from "./schemas";
import { SERIES, thinned, valueIn } from "./series";

const MARKET = { market: address("of the market") };
const NAMES = `of ${SERIES.join(", ")}`;
/** Series of one answer, at most. */
const MAX_SERIES = 8;
/** Which points are asked for; the ends and two for each series are the fewest. */
const stretchOf = (most: number) => ({
  from: { type: "integer", default: 0, description: "unix seconds" },
  to: { type: "integer", default: Number.MAX_SAFE_INTEGER, description: "unix seconds" },
  points: { type: "integer", minimum: 2 + 2 * most, maximum: 500, default: 500 },
});

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
            description: "value of one DIEM in whole VVV, which values payments in DIEM",
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

  app.get<{ Params: { market: string; name: string }; Querystring: Stretch }>(
    "/v1/markets/:market/series/:name",
    {
      schema: {
        summary: "One figure over time, thinned so that its peaks are kept",
        params: params({ ...MARKET, name: { type: "string", description: NAMES } }),
        querystring: query(stretchOf(1)),
        response: answer("Points, the oldest first"),
      },
    },
    async ({ params: { market, name }, query: asked }) => {
      const { of, points } = await series(context, market, { names: [name], ...asked });
      const single = points.map(({ values: [value = null], ...at }) => ({ ...at, value }));
      return { market, name, of, points: single };
    },
  );

  app.get<{ Params: { market: string }; Querystring: Stretch & { names: string } }>(
    "/v1/markets/:market/series",
    {
      schema: {
        summary:
          "Several figures over time at the same points, thinned so that the peaks of each are kept",
        params: params(MARKET),
        querystring: query(
          { ...stretchOf(MAX_SERIES), names: { type: "string", description: NAMES } },
          ["names"],
        ),
        response: answer("Points, the oldest first: `values` are in the order of the names"),
      },
    },
    async ({ params: { market }, query: { names: list, ...asked } }) => {
      const names = [...new Set(list.split(","))];
      if (names.length > MAX_SERIES) {
        throw new Problem("BadRequest", `name at most ${String(MAX_SERIES)} series at a time`);
      }
      return { market, names, ...(await series(context, market, { names, ...asked })) };
    },
  );
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly points: number;
}

async function series(
  context: Context,
  market: string,
  { names, from, to, points: most }: Stretch & { readonly names: readonly string[] },
) {
  findMarket(context, market);
  const rows = await context.db
    .selectFrom("snapshots")
    .select(["epoch", "timestamp", "data"])
    .where("market", "=", market)
    .where("timestamp", ">=", from)
    .where("timestamp", "<=", to)
    .orderBy("epoch")
    .execute();
  const points = rows.map(({ data, ...at }) => {
    const figures = JSON.parse(data) as Plain<Figures>;
    return { ...at, values: names.map((name) => valueIn(figures, name)) };
  });
  return { of: points.length, points: thinned(points, most) };
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
  throw new Problem("BadRequest", "vvvPerDiem is 0: give a price above 0, or leave it out");
}
