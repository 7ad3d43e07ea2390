import { completionsStream } from "../meters/chat-stream";
import { completionsJson } from "../meters/json";
import { limitOf, streamOf, unsupported } from "./json-object";
import type { Api } from "./api";
import { withUsage } from "./stream-options";
import { requireBounded } from "./unbounded";

/** `/v1/completions`. */
export const completions: Api = {
  name: "completions",
  path: "/v1/completions",
  answers: true,
  ask(body) {
    requireBounded(body);
    const { prompt } = body;
    const several = Array.isArray(prompt) && typeof prompt[0] !== "number" && prompt.length > 1;
    if (several) unsupported("prompt is a list of several prompts: send one in each call");
    const limit = limitOf(body, "max_tokens");
    return { images: 0, imageCharacters: 0, stream: streamOf(body), limit };
  },
  send: (body, { limit }) => withUsage({ ...body, max_tokens: limit }),
  json: completionsJson,
  stream: completionsStream,
};
