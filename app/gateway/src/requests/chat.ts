import { chatStream } from "../meters/chat-stream";
import { chatJson } from "../meters/json";
import { mediaOf } from "./content";
import { limitOf, refuseMembers, streamOf } from "./json-object";
import type { Api } from "./api";
import { withUsage } from "./stream-options";
import { requireBounded } from "./unbounded";

const LIMITS = ["max_completion_tokens", "max_tokens"] as const;

/** `/v1/chat/completions`. */
export const chat: Api = {
  name: "chat",
  path: "/v1/chat/completions",
  answers: true,
  ask(body) {
    requireBounded(body);
    refuseMembers(body, ["audio"]);
    const limits = LIMITS.flatMap((name) => limitOf(body, name) ?? []);
    const limit = limits.length === 0 ? null : Math.min(...limits);
    const { images, imageCharacters } = mediaOf(body.messages);
    return { images, imageCharacters, stream: streamOf(body), limit };
  },
  send(body, { limit }) {
    // servers of before know max_tokens alone, and the newest models the other alone: what was given stays
    const given = LIMITS.filter((name) => typeof body[name] === "number");
    const names = given.length === 0 ? ["max_tokens"] : given;
    const limits = Object.fromEntries(names.map((name) => [name, limit]));
    return withUsage({ ...body, ...limits });
  },
  json: chatJson,
  stream: chatStream,
};
