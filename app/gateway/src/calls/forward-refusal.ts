import type { ServerResponse } from "node:http";
import { answerText } from "../http/answer";
import { Refusal } from "../refusal";
import type { UpstreamAnswer } from "../upstream/exchange";
import type { OpenCall } from "./open-call";

/** Most bytes of a refusal of the upstream. */
const MAX_BYTES = 256 * 1024;
/** Statuses of the upstream that concern the provider and not the request. */
const PROVIDERS_OWN: ReadonlySet<number> = new Set([401, 402, 403, 407]);

/**
 * Ends a call that the upstream did not serve, at no cost: a refusal of the request goes on to the client as it is.
 *
 * @throws Refusal `upstream-failed` for everything else.
 */
export async function forwardRefusal(
  answer: UpstreamAnswer,
  call: OpenCall,
  response: ServerResponse,
): Promise<void> {
  const { status, type, headers } = answer;
  const refusal = status >= 400 && status < 500 && !PROVIDERS_OWN.has(status);
  const text = refusal ? (await answer.body.whole(MAX_BYTES)).toString() : null;
  if (text === null) answer.body.destroy();
  await call.release();
  if (text === null) {
    const detail = `the server behind the gateway answered ${status}: try again later, and tell the provider if it continues`;
    throw new Refusal("upstream-failed", { detail });
  }
  answerText(response, { status, type, text, headers });
}
