import { HEADERS, writeUsage } from "@diem/wire";
import type { PublicKey } from "@solana/web3.js";
import type { CallContext } from "../calls/context";
import { readPayment } from "../calls/payment";
import { serveCall } from "../calls/serve";
import { statusMembers } from "../calls/voucher-too-low";
import { addressOf } from "../chain/address";
import type { Router } from "../cluster/router";
import { answerJson, answerText } from "../http/answer";
import type { Exchange, Route } from "../http/server";
import type { Metrics } from "../metrics";
import { Refusal } from "../refusal";
import { shapes } from "../requests";

const PRICES = "/v1/diem/prices";
const CHANNELS = "/v1/diem/channels/";

/** See {@link routes}. */
export interface RoutesInput {
  readonly calls: CallContext;
  readonly metrics: Metrics;
  /** Brings requests to the gateway that has their channel; null where there is but one. */
  readonly router: Router | null;
  /** Throws a Refusal where no call can be served now. */
  readonly requireReady: () => void;
}

/** Every path of a gateway. */
export function routes({ calls, metrics, router, requireReady }: RoutesInput): readonly Route[] {
  const exactly = (path: string) => (asked: string) => asked === path;
  const get = (path: string, answer: Route["answer"]): Route => ({
    ...{ method: "GET", matches: exactly(path), answer },
  });
  const shared = (route: Route): Route =>
    router === null ? route : router.shared(route, channelNamed);
  const sold = [...shapes.values()].map((shape) =>
    shared({
      method: "POST",
      matches: exactly(shape.path),
      answer: (exchange) => {
        requireReady();
        return serveCall(calls, shape, exchange);
      },
    }),
  );
  return [
    ...sold,
    get("/v1/models", ({ response }) => answerJson(response, modelsOf(calls))),
    get(PRICES, (exchange) => answerPrices(calls, exchange)),
    {
      method: "GET",
      matches: (path) => path.startsWith(`${PRICES}/`),
      answer: (exchange) => answerPrices(calls, exchange),
    },
    shared({
      method: "GET",
      matches: (path) => path.startsWith(CHANNELS),
      answer: (exchange) => answerChannel(calls, exchange),
    }),
    shared({
      method: "POST",
      matches: exactly("/v1/diem/vouchers"),
      answer: (exchange) => {
        requireReady();
        return takeVoucher(calls, exchange);
      },
    }),
    get("/healthz", ({ response }) => answerJson(response, { status: "ok" })),
    get("/readyz", ({ response }) => {
      requireReady();
      answerJson(response, { status: "ok" });
    }),
    get("/metrics", async ({ response }) => {
      answerText(response, { type: metrics.type, text: await metrics.text() });
    }),
  ];
}

/** The channel that a request is about; null where it names none. */
function channelNamed({ request, path }: Exchange): PublicKey | null {
  if (path.startsWith(CHANNELS)) return addressOf(path.slice(CHANNELS.length));
  return readPayment(request.headers)?.signed.voucher.channel ?? null;
}

/** The models that are sold, as clients of OpenAI list them. */
function modelsOf({ prices }: CallContext) {
  const { list } = prices.listFor(null);
  const data = Object.keys(list.models).map((id) => ({
    ...{ id, object: "model", created: 0, owned_by: "diem" },
  }));
  return { object: "list", data };
}

function answerPrices({ prices }: CallContext, { response, path }: Exchange): void {
  const hash = path === PRICES ? null : path.slice(PRICES.length + 1);
  const found = hash === null ? prices.listFor(null) : prices.find(hash);
  if (found === null) {
    const detail = `there is no price list ${String(hash).slice(0, 80)}: ask at ${PRICES} for the current one`;
    throw new Refusal("not-found", { detail });
  }
  const caching = hash === null ? "no-cache" : "public, max-age=31536000, immutable";
  const headers = { "cache-control": caching, etag: `"${found.hash}"` };
  answerText(response, { type: "application/json", text: found.text, headers });
}

/**
 * The state of a channel. Its newest voucher could be spent, so it is for those alone who sign another one with its
 * key.
 */
async function answerChannel(calls: CallContext, exchange: Exchange): Promise<void> {
  const { request, response, path, client } = exchange;
  const channel = path.slice(CHANNELS.length);
  const payment = readPayment(request.headers);
  const own = payment !== null && payment.signed.voucher.channel.toBase58() === channel;
  if (own) await (await calls.channels.account(payment.signed, client)).accept();
  const status = calls.channels.status(channel);
  if (status === null) {
    const detail = `the channel ${channel.slice(0, 80)} is not known here: open one with this provider, or send a voucher of it`;
    throw new Refusal("not-found", { detail });
  }
  const { voucher, ...figures } = statusMembers(status);
  const shown = own ? { ...figures, voucher } : figures;
  const headers = { [HEADERS.usage]: writeUsage(status.usage), "cache-control": "no-store" };
  answerJson(response, { channel, ...shown }, headers);
}

/** Raises a ceiling without a call. */
function takeVoucher(calls: CallContext, exchange: Exchange): Promise<void> {
  const payment = readPayment(exchange.request.headers);
  if (payment === null) throw calls.demand(exchange.path);
  exchange.request.resume();
  const path = `${CHANNELS}${payment.signed.voucher.channel.toBase58()}`;
  return answerChannel(calls, { ...exchange, path });
}
