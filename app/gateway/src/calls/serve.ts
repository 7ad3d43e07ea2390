import { hash as digest } from "node:crypto";
import {
  affordedOutput,
  affordFloor,
  HEADERS,
  type ModelPrice,
  type RequestBound,
} from "@diem/wire";
import { answerText } from "../http/answer";
import { readBody } from "../http/body";
import type { Exchange } from "../http/server";
import { Refusal } from "../refusal";
import { boundOf, type JsonObject, type Api } from "../requests";
import type { CallTrace } from "../traces/traces";
import type { PromptCounter } from "../upstream/prompt-counter";
import type { ProviderChannel, HeldCall } from "./channels";
import { min, type Tariff } from "./charge";
import { voucherTooLow } from "./voucher-too-low";
import type { CallContext } from "./context";
import { OpenCall } from "./open-call";
import { type Payment, readPayment } from "./payment";
import { serveJson } from "./serve-json";
import { serveStream } from "./serve-stream";

/** A body that is read before its voucher is looked at: the voucher is then taken and the call reserved in one step. */
const SHORT_BODY_BYTES = 64 * 1024;

/**
 * Serves a call: takes the voucher, reserves what the call may cost, asks the upstream, charges what was delivered.
 *
 * @throws Refusal where nothing was delivered, and nothing is charged.
 */
export async function serveCall(
  context: CallContext,
  shape: Api,
  exchange: Exchange,
): Promise<void> {
  const trace = context.traces.begin(exchange.path, exchange.request.headers);
  try {
    await serve(context, { shape, exchange, trace });
    trace.end();
  } catch (error) {
    trace.end(error);
    throw error;
  }
}

async function serve(
  context: CallContext,
  { shape, exchange, trace }: { shape: Api; exchange: Exchange; trace: CallTrace },
): Promise<void> {
  const startedAt = performance.now();
  const { request: asking, response } = exchange;
  const payment = readPayment(asking.headers);
  if (payment === null) throw context.demand(exchange.path);
  if (payment.x402 !== null) context.requireOffered(payment.x402, exchange.path);
  const account = await context.channels.account(payment.signed, exchange.client);
  // a bad voucher is refused before a long body is read
  const length = Number(asking.headers["content-length"] ?? Infinity);
  if (length > SHORT_BODY_BYTES) await account.accept();
  const { bytes, members } = await readBody(asking, context.bodyBytes, exchange.body);
  const key = `${account.channel}/${payment.call}`;
  const hash = `${shape.name} ${digest("sha256", bytes, "base64url")}`;
  const kept = context.records.begin(key, hash);
  if (kept !== null) {
    // an answer is for the channel's consumer alone
    await account.accept();
    answerText(response, { type: "application/json", ...kept });
    return;
  }
  const request = { shape, members, bytes: bytes.length };
  const caller = { account, payment, key, startedAt, trace };
  let call: OpenCall;
  try {
    call = await trace.part("reserve", () => opened(context, caller, request));
  } catch (error) {
    context.records.dropped(key);
    throw error;
  }
  try {
    await (call.asked.stream ? serveStream : serveJson)(context, call, response);
  } finally {
    call.bookLater();
  }
}

/** Whose call it is. */
interface Caller {
  readonly account: ProviderChannel;
  readonly payment: Payment;
  readonly key: string;
  readonly startedAt: number;
  readonly trace: CallTrace;
}

/** The call with its reservation. */
async function opened(
  context: CallContext,
  { account, payment, key, startedAt, trace }: Caller,
  { shape, members, bytes }: { shape: Api; members: JsonObject; bytes: number },
): Promise<OpenCall> {
  const { list, hash } = context.prices.listFor(payment.prices);
  const model = modelOf(members);
  const price = Object.hasOwn(list.models, model) ? list.models[model] : undefined;
  if (price === undefined) {
    const detail = `the model ${JSON.stringify(model.slice(0, 100))} is not sold here: see /v1/diem/prices/${hash}`;
    throw new Refusal("unsupported", { detail });
  }
  const asked = shape.ask(members);
  const { images } = asked;
  const promptTokens =
    context.promptCounter === null || images > 0
      ? null
      : await counted(context.promptCounter, account, { shape, members });
  const bound = boundOf({ shape, asked, price, model, bodyBytes: bytes, promptTokens });
  const reservation = await reserve(account, { payment, bound, price });
  if (reservation === null) {
    const { least, credits: full } = bound;
    throw voucherTooLow(account, { least, full, payment });
  }
  const { held, credits: reserved, limit } = reservation;
  const tariff: Tariff = {
    price,
    images,
    diemPrice: account.price,
    reserved,
    quota: held.most.quota,
  };
  const body = shape.send(members, { limit: shape.answers ? limit : null });
  const { call: id, x402 } = payment;
  const identity = { channel: account.channel, id, key, model, startedAt, x402 };
  // written out, as the objects of each call are: `{ ...one, other }` takes half a microsecond on Node 20, and makes an object
  // that shares its shape with no other, so that all that reads it is slow as well
  return new OpenCall({
    context,
    shape,
    asked,
    members,
    body,
    bytes,
    held,
    tariff,
    identity,
    trace,
  });
}

/** Tokens of the prompt by the server's tokenizer, which works for good vouchers alone; null for no count. */
async function counted(
  promptCounter: PromptCounter,
  account: ProviderChannel,
  { shape, members }: { shape: Api; members: JsonObject },
): Promise<number | null> {
  await account.accept();
  return promptCounter.count(shape, members);
}

/** What was reserved, and the answer that it pays for. */
interface Reserved {
  readonly held: HeldCall;
  /** Micro-credits. */
  readonly credits: bigint;
  /** Most tokens of the answer. */
  readonly limit: number;
}

/** Reserves for the whole call, or for a shorter answer where no more is covered; null where that is too little. */
async function reserve(
  account: ProviderChannel,
  { payment, bound, price }: { payment: Payment; bound: RequestBound; price: ModelPrice },
): Promise<Reserved | null> {
  const { call, most: within } = payment;
  const holding = (most: bigint): Reserved | null => {
    const credits = most < bound.credits ? most : bound.credits;
    const limit = affordedOutput(price, credits, bound);
    const held = limit === null ? null : account.reserve({ call, credits, within });
    return held === null || limit === null ? null : { held, credits, limit };
  };
  const own = within === null ? bound.credits : affordFloor(within, account.price);
  const whole = holding(own);
  if (whole !== null) return whole;
  await account.accept();
  const there = account.available();
  return holding(affordFloor(within === null ? there : min(there, within), account.price));
}

function modelOf({ model }: JsonObject): string {
  if (typeof model === "string") return model;
  throw new Refusal("bad-request", {
    detail: `model is missing: give one; ${HEADERS.voucher} pays for the call`,
  });
}
