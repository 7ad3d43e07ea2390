import { responsesJson } from "../meters/json";
import { responsesStream } from "../meters/responses-stream";
import { mediaOf } from "./content";
import { isMembers, limitOf, type Members, refuseMembers, streamOf, unsupported } from "./members";
import type { Shape } from "./shape";

/** What makes the server read something that the body does not hold, or work on after it. */
const ELSEWHERE = ["previous_response_id", "conversation", "prompt"];
/** Tools that the client runs itself. */
const OWN_TOOLS: ReadonlySet<unknown> = new Set(["function", "custom"]);

/** `/v1/responses`. */
export const responses: Shape = {
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

function requireOwnTools({ tools }: Members): void {
  if (!Array.isArray(tools)) return;
  const other = (tools as unknown[]).find((tool) => !isMembers(tool) || !OWN_TOOLS.has(tool.type));
  if (other === undefined) return;
  const type = JSON.stringify(isMembers(other) ? (other.type ?? null) : other).slice(0, 40);
  unsupported(`a tool has the type ${type}, which the server would run: give functions alone`);
}
