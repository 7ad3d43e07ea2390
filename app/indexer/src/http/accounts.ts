import type { FastifyInstance } from "fastify";
import { cursorOf } from "../store/place";
import type { EventRow, StateRow } from "../store/tables";
import { type Context, findMarket } from "./context";
import { csvOf } from "./csv";
import { shownEvent } from "./events";
import { findEvents, nextOf } from "./find-events";
import { Problem } from "./problem";
import { address, answer, before, epoch, limit, page, params, query } from "./schemas";

const MARKET = { market: address("of the market") };
const OWN = { ...MARKET, owner: address("whose position it is") };

/** Rows of a CSV file, at most; what is older is asked for with `before`. */
const CSV_ROWS = 10_000;

interface ListQuery {
  readonly open: boolean;
  readonly owner?: string;
  readonly provider?: string;
  readonly after: string;
  readonly limit: number;
}

/** Routes of positions, providers and channels. */
export function accountRoutes(app: FastifyInstance, context: Context): void {
  const list = (kind: StateRow["kind"], path: string, summary: string, filters: object) =>
    app.get<{ Params: { market: string }; Querystring: ListQuery }>(
      `/v1/markets/:market/${path}`,
      {
        schema: {
          summary,
          params: params(MARKET),
          querystring: query({
            ...filters,
            open: { type: "boolean", default: true, description: "false: closed ones" },
            after: { type: "string", default: "", description: "`next` of the page before" },
            limit,
          }),
          response: page("Accounts after their newest event, by address"),
        },
      },
      ({ params: { market }, query: asked }) => listAccounts(context, { kind, market, ...asked }),
    );
  list("position", "positions", "Positions", { owner: address("of this wallet") });
  list("provider", "providers", "Providers", { owner: address("of this wallet") });
  list("channel", "channels", "Channels", {
    ...{ owner: address("of this consumer"), provider: address("with this provider") },
  });

  app.get<{
    Params: { market: string; provider: string };
    Querystring: { from: number; to: number };
  }>(
    "/v1/markets/:market/providers/:provider/usage",
    {
      schema: {
        summary: "Reports of a provider by epoch, with its offer at that time",
        params: params({ ...MARKET, provider: address("of the provider") }),
        querystring: query({
          from: { ...epoch("first epoch"), default: 0 },
          to: { ...epoch("last epoch"), default: Number.MAX_SAFE_INTEGER },
        }),
        response: page("Usage, the newest epoch first"),
      },
    },
    async ({ params: { market, provider }, query: { from, to } }) => {
      findMarket(context, market);
      const rows = await context.db
        .selectFrom("usage")
        .select(["epoch", "data"])
        .where("market", "=", market)
        .where("provider", "=", provider)
        .where("epoch", ">=", from)
        .where("epoch", "<=", to)
        .orderBy("epoch", "desc")
        .limit(500)
        .execute();
      const items = rows.map(({ epoch: of, data }) => ({
        ...{ epoch: of, ...(JSON.parse(data) as object) },
      }));
      return { items, next: null };
    },
  );

  app.get<{
    Params: { market: string; owner: string };
    Querystring: { before?: string; limit: number };
  }>(
    "/v1/markets/:market/positions/:owner/history",
    {
      schema: {
        summary: "What happened to a position, the newest first",
        params: params(OWN),
        querystring: query({ before, limit }),
        response: page("Events that are about its owner"),
      },
    },
    async ({ params: { market, owner }, query: asked }) => {
      findMarket(context, market);
      const rows = await findEvents(context, { market, about: [owner], ...asked });
      return { items: rows.map(shownEvent), next: nextOf(rows, asked.limit) };
    },
  );

  app.get<{ Params: { market: string; owner: string }; Querystring: { before?: string } }>(
    "/v1/markets/:market/positions/:owner/history.csv",
    {
      schema: {
        summary: "What happened to a position, as CSV",
        params: params(OWN),
        querystring: query({ before }),
        response: { 200: { type: "string", description: `at most ${String(CSV_ROWS)} rows` } },
      },
    },
    async ({ params: { market, owner }, query: asked }, reply) => {
      findMarket(context, market);
      const wanted = { market, about: [owner], limit: CSV_ROWS, ...asked };
      const rows: readonly EventRow[] = await findEvents(context, wanted);
      return reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", `attachment; filename="${owner}.csv"`)
        .send(csvOf(rows));
    },
  );

  app.get<{ Params: { market: string; owner: string } }>(
    "/v1/markets/:market/positions/:owner",
    {
      schema: {
        summary: "A position after its newest event",
        params: params(OWN),
        response: answer("The position; read from the chain what it can claim now"),
      },
    },
    async ({ params: { market, owner } }) => {
      const asked = { kind: "position" as const, market, owner, after: "", limit: 1 };
      const [open, closed] = await Promise.all([
        listAccounts(context, { ...asked, open: true }),
        listAccounts(context, { ...asked, open: false }),
      ]);
      const [found] = [...open.items, ...closed.items];
      if (found !== undefined) return found;
      throw new Problem("NotFound", `${owner} has no position in ${market}: check the wallet`);
    },
  );
}

async function listAccounts(
  context: Context,
  asked: ListQuery & { readonly kind: StateRow["kind"]; readonly market: string },
) {
  const { market, kind, owner, provider, open, after, limit: most } = asked;
  findMarket(context, market);
  let rows = context.db
    .selectFrom("states")
    .selectAll()
    .where("market", "=", market)
    .where("kind", "=", kind)
    .where("open", "=", open ? 1 : 0)
    .where("account", ">", after);
  if (owner !== undefined) rows = rows.where("owner", "=", owner);
  if (provider !== undefined) rows = rows.where("provider", "=", provider);
  const found = await rows.orderBy("account").limit(most).execute();
  const last = found.at(-1)?.account ?? null;
  return {
    items: found.map(({ account, open: isOpen, place, program, data }) => ({
      ...{
        account,
        open: isOpen === 1,
        cursor: cursorOf({ place, program }),
        ...(JSON.parse(data) as object),
      },
    })),
    next: found.length < most ? null : last,
  };
}
