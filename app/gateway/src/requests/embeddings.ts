import { embeddingsJson } from "../meters/json";
import { streamOf, unsupported } from "./json-object";
import type { Api } from "./api";
import { requireBounded } from "./unbounded";

/** `/v1/embeddings`. */
export const embeddings: Api = {
  name: "embeddings",
  path: "/v1/embeddings",
  answers: false,
  ask(body) {
    requireBounded(body);
    if (streamOf(body)) unsupported("stream is true: embeddings come in one piece");
    return { images: 0, imageCharacters: 0, stream: false, limit: null };
  },
  send: (body) => body,
  json: embeddingsJson,
  stream: null,
};
