import { responsesJson } from "../meters/json";
import { responsesStream } from "../meters/responses-stream";
import { mediaOf } from "./content";
import {
  isJsonObject,
  limitOf,
  type JsonObject,
  refuseMembers,
  streamOf,
  unsupported,
} from "./json-object";
import type { Api } from "./api";

/** What makes the server read something that the body does not hold, or work on after it. */
const ELSEWHERE = ["previous_response_id", "conversation", "prompt"];
/** Tools that the client runs itself. */
const OWN_TOOLS: ReadonlySet<unknown> = new Set(["function", "custom"]);

/** `/v1/responses`. */
export const responses: Api = {
  name: "responses",
  path: "/v1/responses",
  answers: true,
  ask(body) {
    refuseMembers(body, ELSEWHERE);
    if (body.background === true) {
      unsupported("background is true: ask for the answer itself, in JSON or as a stream");
    }
    requireOwnTools(body);
    const limit = limitOf(body, "max_output_tokens");
    return { ...mediaOf(body.input), stream: streamOf(body), limit };
  },
  send: (body, { limit }) => ({ ...body, max_output_tokens: limit }),
  json: responsesJson,
  stream: responsesStream,
};

function requireOwnTools({ tools }: JsonObject): void {
  if (!Array.isArray(tools)) return;
  const other = (tools as unknown[]).find(
    (tool) => !isJsonObject(tool) || !OWN_TOOLS.has(tool.type),
  );
  if (other === undefined) return;
  const type = JSON.stringify(isJsonObject(other) ? (other.type ?? null) : other).slice(0, 40);
  unsupported(`a tool has the type ${type}, which the server would run: give functions alone`);
}
