import type { ServerResponse } from "node:http";
import { problem, type Receipt, writeReceiptComment } from "@diem/wire";
import { beginAnswer } from "../http/answer";
import { EventReader, writeComment, writeEvent } from "../meters/event-reader";
import type { Ending, StreamEvent, StreamMeter } from "../meters/stream";
import type { Tokens } from "../meters/tokens";
import { Refusal } from "../refusal";
import { NotAsked, type UpstreamAnswer } from "../upstream/exchange";
import type { CallContext } from "./context";
import type { CallOutcome } from "./report";
import { Disconnect } from "./disconnect";
import { type OpenCall, usageMembers } from "./open-call";
import { forwardRefusal } from "./forward-refusal";

const PROGRESS_MS = 1_000;
const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
} as const;

/** Serves a call whose answer streams: it is charged before the stream ends, by what was delivered. */
export async function serveStream(
  context: CallContext,
  call: OpenCall,
  response: ServerResponse,
): Promise<void> {
  const left = new Disconnect(response, context.onDisconnect);
  const meter = call.shape.stream?.(call.members);
  if (meter === undefined) throw new TypeError(`${call.shape.name} does not stream`);
  try {
    const answer = await begin(context, call, left);
    if (answer.status !== 200) {
      await forwardRefusal(answer, call, response);
      return;
    }
    requireEvents(answer);
    await call.stored();
    await call.trace.part("stream", () => relay({ context, call, left, meter, response }, answer));
  } catch (error) {
    if (left.cancelled && error instanceof NotAsked) {
      await call.release();
      return;
    }
    if (left.cancelled && call.isOpen) {
      await charge(call, meter, "left");
      return;
    }
    if (!response.headersSent) {
      await call.release();
      throw error;
    }
    await breakOff({ call, meter, response, left }, error);
    if (!(error instanceof Refusal)) throw error;
  } finally {
    left.done();
  }
}

function begin(context: CallContext, call: OpenCall, left: Disconnect): Promise<UpstreamAnswer> {
  return call.trace.part("upstream", (headers) =>
    context.upstream.ask(call.shape.path, { body: call.text, cancellation: left, headers }),
  );
}

interface Relay {
  readonly context: CallContext;
  readonly call: OpenCall;
  readonly left: Disconnect;
  readonly meter: StreamMeter;
  readonly response: ServerResponse;
}

/** Hands on what comes, no faster than the client takes it. */
async function relay(of: Relay, answer: UpstreamAnswer): Promise<void> {
  const { context, call, left, meter, response } = of;
  beginAnswer(response, 200, answer.headers, HEADERS, call.headers);
  response.flushHeaders();
  const reader = new EventReader();
  const keepProgress = () => {
    call.progress(tokensOf(call, meter)).catch((error: unknown) => {
      // output that cannot be booked is not delivered
      answer.body.destroy(error as Error);
    });
  };
  const timers = [
    setInterval(keepProgress, PROGRESS_MS),
    setInterval(() => {
      if (!response.writableNeedDrain) response.write(writeComment("keep-alive"));
    }, context.keepAliveMs),
  ];
  try {
    for (let came = await answer.body.next(); came !== null; came = await answer.body.next()) {
      const { text, ended, failure } = taken(reader.read(came), meter);
      if (text !== "") await send(response, text, left);
      if (failure !== null) throw new ReportedFailure(failure);
      if (!ended) continue;
      // anything that an upstream sends after the end is ignored
      answer.body.discard();
      await end(of);
      return;
    }
  } finally {
    for (const timer of timers) clearInterval(timer);
  }
  const detail = "the server behind the gateway ended in the middle of its answer: ask again";
  throw new Refusal("upstream-failed", { detail });
}

/** The server reports a failure in its stream, and the client gets the same report. */
class ReportedFailure extends Refusal {
  constructor(readonly event: StreamEvent) {
    const detail = "the server behind the gateway reported an error in its answer: ask again";
    super("upstream-failed", { detail });
  }
}

/** What of some events is sent on, and how the stream stands then. */
interface Taken {
  readonly text: string;
  readonly ended: boolean;
  readonly failure: StreamEvent | null;
}

function taken(events: readonly StreamEvent[], meter: StreamMeter): Taken {
  let text = "";
  for (const event of events) {
    const verdict = meter.take(event);
    if (verdict === "forward") text += writeEvent(event);
    if (verdict === "end") return { text, ended: true, failure: null };
    if (verdict === "fail") return { text, ended: false, failure: event };
  }
  return { text, ended: false, failure: null };
}

async function send(response: ServerResponse, text: string, left: Disconnect): Promise<void> {
  if (left.gone || response.write(text)) return;
  await new Promise<void>((resolve) => {
    const go = () => {
      response.off("drain", go);
      response.off("close", go);
      resolve();
    };
    response.on("drain", go);
    response.on("close", go);
  });
}

async function end({ call, meter, response, left }: Relay): Promise<void> {
  const receipt = await charge(call, meter, left.gone ? "left" : "served");
  const { before, after } = endingOf(meter, tokensOf(call, meter), receipt, response);
  const events = before.map(writeEvent).join("");
  const last = after.map(writeEvent).join("");
  response.end(`${events}${commentOf(receipt)}${last}`);
}

/** The last events. Throws a Refusal `upstream-failed`, behind the receipt, where the server nested them too deeply to be written. */
function endingOf(
  meter: StreamMeter,
  tokens: Tokens,
  receipt: Receipt,
  response: ServerResponse,
): Ending {
  try {
    return meter.ending(tokens, usageMembers(receipt));
  } catch (cause) {
    response.write(commentOf(receipt));
    const detail = "the end of the server's answer is nested too deeply: tell the provider";
    throw new Refusal("upstream-failed", { detail, cause });
  }
}

/** Ends a stream so that no client treats it as complete. */
async function breakOff(
  { call, meter, response, left }: Omit<Relay, "context">,
  error: unknown,
): Promise<void> {
  // if the store fails, the next owner of the channel books the stored progress of the call
  const comment = await chargeDelivered(call, meter, left.gone ? "left" : "broken").catch(() => "");
  const detail = "the gateway failed in the middle of the answer: ask again";
  const failure = error instanceof Refusal ? error : new Refusal("internal-error", { detail });
  const told = problem(failure.code, { detail: failure.message }).error;
  const own =
    call.shape.name === "responses"
      ? { event: "error", data: JSON.stringify({ ...told, error: told, type: "error" }) }
      : { data: JSON.stringify({ error: told }) };
  const event = error instanceof ReportedFailure ? error.event : own;
  response.write(`${comment}${writeEvent(event)}`, () => response.destroy());
}

/** The comment of the receipt; none where nothing was delivered, or where what was cannot be booked. */
async function chargeDelivered(
  call: OpenCall,
  meter: StreamMeter,
  outcome: CallOutcome,
): Promise<string> {
  // a failed charge stays reserved: the next start of the gateway books the stored progress
  if (!call.isOpen) return "";
  if (meter.pieces > 0 || meter.usage !== null)
    return commentOf(await charge(call, meter, outcome));
  await call.release();
  return "";
}

function charge(call: OpenCall, meter: StreamMeter, outcome: CallOutcome): Promise<Receipt> {
  return call.charge(tokensOf(call, meter), { outcome, counted: meter.usage !== null });
}

function tokensOf(call: OpenCall, meter: StreamMeter): Tokens {
  return meter.usage ?? { input: call.estimatedInput, cachedInput: 0, output: meter.pieces };
}

function commentOf(receipt: Receipt): string {
  return writeComment(writeReceiptComment(receipt));
}

function requireEvents({ type, body }: UpstreamAnswer): void {
  if (/^text\/event-stream *(;|$)/i.test(type)) return;
  body.destroy();
  const detail = "the server behind the gateway did not answer with a stream: tell the provider";
  throw new Refusal("upstream-failed", { detail });
}
