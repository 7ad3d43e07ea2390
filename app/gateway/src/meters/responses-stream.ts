import { isJsonObject, type JsonObject } from "../requests/json-object";
import { type Ending, objectIn, type StreamEvent, type StreamMeter, type Verdict } from "./stream";
import { responseCounts, responseUsage, type Tokens, usageWith } from "./tokens";

/** Types of the event that has the whole response, and is the last one. */
const LAST: ReadonlySet<unknown> = new Set([
  "response.completed",
  "response.incomplete",
  "response.failed",
]);

/** Counts a stream of `/v1/responses`. */
export function responsesStream(): StreamMeter {
  return new ResponseMeter();
}

class ResponseMeter implements StreamMeter {
  pieces = 0;
  usage: Tokens | null = null;
  #last: { readonly event: StreamEvent; readonly members: JsonObject } | null = null;

  take(event: StreamEvent): Verdict {
    const members = objectIn(event);
    if (members === null) return "forward";
    const { type, delta, response } = members;
    if (type === "error") return "fail";
    if (LAST.has(type)) {
      this.#last = { event, members };
      this.usage = isJsonObject(response) ? responseUsage(response.usage) : null;
      const nothing = this.usage === null && this.pieces === 0;
      return type === "response.failed" && nothing ? "fail" : "end";
    }
    const adds = typeof type === "string" && type.endsWith(".delta");
    if (adds && typeof delta === "string" && delta !== "") this.pieces += 1;
    return "forward";
  }

  ending(tokens: Tokens, receipt: JsonObject): Ending {
    if (this.#last === null) return { before: [], after: [] };
    const { event, members } = this.#last;
    const response = isJsonObject(members.response) ? members.response : {};
    const given = isJsonObject(response.usage) ? response.usage : {};
    const usage = usageWith({ ...given, ...responseCounts(tokens) }, receipt);
    const data = JSON.stringify({ ...members, response: { ...response, usage } });
    // a client that reads until this event leaves after it: the comment goes before
    return { before: [], after: [{ ...event, data }] };
  }
}
