import type { ServerResponse } from "node:http";
import { answerText } from "../http/answer";
import { estimateTokens, type Tokens } from "../meters/tokens";
import { Refusal } from "../refusal";
import { isJsonObject, type JsonObject } from "../requests";
import { NotAsked, type UpstreamAnswer } from "../upstream/exchange";
import { answerWriter } from "./answer-text";
import type { CallContext } from "./context";
import { Disconnect } from "./disconnect";
import type { OpenCall } from "./open-call";
import { forwardRefusal } from "./forward-refusal";
import type { KeptAnswer } from "./records";

/** Serves a call whose answer comes in one piece: it is charged before it is answered. */
export async function serveJson(
  context: CallContext,
  call: OpenCall,
  response: ServerResponse,
): Promise<void> {
  const left = new Disconnect(response, context.onDisconnect);
  try {
    const { answer, members } = await call.trace.part("upstream", async (headers) => {
      const question = { body: call.text, cancellation: left, headers };
      const answer = await context.upstream.ask(call.shape.path, question);
      const served = answer.status === 200;
      return { answer, members: served ? await membersOf(answer, context.answerBytes) : null };
    });
    if (members === null) {
      await forwardRefusal(answer, call, response);
      return;
    }
    const { json } = call.shape;
    const found = json.usage(members);
    if (found === null && !json.isAnswer(members)) {
      const detail =
        "the server behind the gateway returned JSON that is not an answer: ask again, and tell the provider if it continues";
      throw new Refusal("upstream-failed", { detail });
    }
    const tokens: Tokens = found ?? {
      ...{ input: call.estimatedInput, cachedInput: 0 },
      output: estimateTokens(json.bytes(members)),
    };
    const write = answerWriter(
      found === null ? { ...members, usage: json.counts(tokens) } : members,
    );
    let kept: KeptAnswer | null = null;
    const outcome = left.gone ? "left" : "served";
    await call.charge(tokens, { outcome, counted: found !== null }, (receipt) => {
      kept = { text: write(receipt), headers: call.headersWith(receipt) };
      return kept;
    });
    if (kept !== null) answerText(response, { type: "application/json", ...(kept as KeptAnswer) });
  } catch (error) {
    if (left.cancelled && error instanceof NotAsked) {
      await call.release();
      return;
    }
    if (left.cancelled && call.isOpen) {
      // the upstream has worked on the prompt
      const tokens = { input: call.estimatedInput, cachedInput: 0, output: 0 };
      await call.charge(tokens, { outcome: "left", counted: false });
      return;
    }
    await call.release();
    throw error;
  } finally {
    left.done();
  }
}

async function membersOf(answer: UpstreamAnswer, mostBytes: number): Promise<JsonObject> {
  const bytes = await answer.body.whole(mostBytes);
  try {
    const value: unknown = JSON.parse(bytes.toString());
    if (isJsonObject(value)) return value;
  } catch {
    // told below
  }
  const detail = "the server behind the gateway did not answer with JSON: tell the provider";
  throw new Refusal("upstream-failed", { detail });
}
