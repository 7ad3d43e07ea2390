import type { FastifyInstance } from "fastify";
import type { HubMessage } from "../hub";
import { type Context, progressOf } from "./context";
import { cursorOf } from "../store/place";
import type { UnfinalEvent } from "../follow/overlay";
import { mentionedBy } from "../store/rows";
import type { EventRow } from "../store/tables";
import { shownEvent } from "./events";
import { findEvents } from "./find-events";
import { address, query } from "./schemas";

/** How often a listener is told how far the index is, which keeps the connection open as well. */
const HEAD_MS = 1_000;
/** Listeners at a time: each holds a connection. */
const MAX_LISTENERS = 1_000;
/** Bytes that wait for a listener that does not read, until it is cut. */
const WAITING = 1 << 20;
/** Events that a listener gets that comes back. */
const REPLAYED = 500;

/** The stream of what happens at the head. */
export function streamRoutes(app: FastifyInstance, context: Context): void {
  let listening = 0;
  app.get<{ Querystring: Filter }>(
    "/v1/stream",
    {
      schema: {
        summary:
          "Server-sent events: `event` once final, `confirmed` and `dropped` before, `head` every second",
        querystring: query({
          market: address("of this market alone"),
          account: address("about this provider, channel or wallet"),
          name: { type: "string", description: "of these names, such as DiemMinted,DiemBurned" },
        }),
        response: { 200: { type: "string", description: "text/event-stream" } },
      },
    },
    async (request, reply) => {
      if (listening >= MAX_LISTENERS) return reply.code(503).header("retry-after", "5").send();
      const filter = request.query;
      const { raw } = reply;
      reply.hijack();
      listening += 1;
      raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        "content-type": "text/event-stream",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      });
      const send = (kind: string, data: unknown, id?: string) => {
        if (raw.writableLength > WAITING) raw.destroy();
        const named = id === undefined ? "" : `id: ${id}\n`;
        raw.write(`${named}event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`);
      };
      const head = () => send("head", progressOf(context));
      const timer = setInterval(head, HEAD_MS);
      const stop = context.hub.listen((told) => tell(told, filter, send));
      raw.on("close", () => {
        listening -= 1;
        clearInterval(timer);
        stop();
      });
      head();
      const last = request.headers["last-event-id"];
      if (typeof last === "string") await replay(context, { last, filter }, send);
    },
  );
}

type Send = (kind: string, data: unknown, id?: string) => void;

/** Which events a listener asked for. */
interface Filter {
  readonly market?: string;
  readonly account?: string;
  readonly name?: string;
}

function tell(told: HubMessage, filter: Filter, send: Send): void {
  const asked = ({ row, about }: UnfinalEvent) =>
    (filter.market === undefined || row.market === filter.market) &&
    (filter.name === undefined || filter.name.split(",").includes(row.name)) &&
    (filter.account === undefined || about.has(filter.account));
  if (told.kind === "event") {
    const { row, event, counted } = told.entry;
    if (asked({ row, about: mentionedBy(event, counted) })) sendFinal(row, send);
    return;
  }
  const { signature, slot, events } = told.transaction;
  const own = events.filter(asked);
  if (own.length === 0) return;
  const shown = own.map(({ row }) => shownEvent(row));
  send(told.kind, { program: told.program, signature, slot, events: shown });
}

function sendFinal(row: EventRow, send: Send): void {
  send("event", shownEvent(row), cursorOf(row));
}

/** What has happened since the last event that a listener saw, the oldest first. */
async function replay(
  context: Context,
  { last, filter: { market, account, name } }: { readonly last: string; readonly filter: Filter },
  send: Send,
): Promise<void> {
  const rows = await findEvents(context, {
    ...(market === undefined ? {} : { market }),
    ...(account === undefined ? {} : { about: [account] }),
    ...(name === undefined ? {} : { names: name.split(",") }),
    limit: REPLAYED,
  });
  for (const row of rows.reverse()) if (cursorOf(row) > last) sendFinal(row, send);
}
