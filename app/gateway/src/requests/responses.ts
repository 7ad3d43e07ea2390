import { responsesJson } from "../meters/json";
import { responsesStream } from "../meters/responses-stream";
import { mediaOf } from "./content";
import { limitOf, refuseMembers, streamOf, unsupported } from "./json-object";
import type { Api } from "./api";
import { requireBounded } from "./unbounded";

/** Members that make the server read data outside the body, or continue to work after it. */
const ELSEWHERE = ["previous_response_id", "conversation", "prompt"];

/** `/v1/responses`. */
export const responses: Api = {
  name: "responses",
  path: "/v1/responses",
  answers: true,
  ask(body) {
    requireBounded(body);
    refuseMembers(body, ELSEWHERE);
    if (body.background === true) {
      unsupported("background is true: ask for the answer itself, in JSON or as a stream");
    }
    const limit = limitOf(body, "max_output_tokens");
    const { images, imageCharacters } = mediaOf(body.input);
    return { images, imageCharacters, stream: streamOf(body), limit };
  },
  send: (body, { limit }) => ({ ...body, max_output_tokens: limit }),
  json: responsesJson,
  stream: responsesStream,
};
