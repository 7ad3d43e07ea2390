import { isJsonObject, type JsonObject } from "../requests/json-object";
import { writeEvent } from "../meters/event-reader";
import { BUILTIN_MODEL, type ModelAnswer, answerOf, tokensOf } from "./model";

/** An answer of the built-in model: in one piece, or one event after the other. */
export type Answer = { readonly json: JsonObject } | { readonly events: readonly string[] };

const DEFAULT_MOST = 1_024;
const CREATED = 1_700_000_000;

/** Answers at `/v1/chat/completions`. */
export function chatAnswer(body: JsonObject): Answer {
  const said = answerOf(
    promptOf(body.messages),
    mostOf(body, ["max_completion_tokens", "max_tokens"]),
  );
  const content = said.tokens.join("");
  const base = { id: "chatcmpl-repeat", created: CREATED, model: BUILTIN_MODEL };
  if (body.stream !== true) {
    const message = { role: "assistant", content };
    const choices = [{ index: 0, message, finish_reason: said.finish }];
    return { json: { ...base, object: "chat.completion", choices, usage: usageOf(said) } };
  }
  const object = "chat.completion.chunk";
  const chunk = (delta: JsonObject, finish: string | null = null) => ({
    ...{ ...base, object },
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
  const first = chunk({ role: "assistant", content: "" });
  const pieces = said.tokens.map((piece) => chunk({ content: piece }));
  const last = { ...base, object, choices: [], usage: usageOf(said) };
  return { events: chunks([first, ...pieces, chunk({}, said.finish)], body, last) };
}

/** Answers at `/v1/completions`. */
export function completionAnswer(body: JsonObject): Answer {
  const said = answerOf(String(body.prompt), mostOf(body, ["max_tokens"]));
  const base = {
    ...{ id: "cmpl-repeat", object: "text_completion", created: CREATED, model: BUILTIN_MODEL },
  };
  const choice = (text: string, finish: string | null) => ({
    choices: [{ index: 0, text, logprobs: null, finish_reason: finish }],
  });
  if (body.stream !== true) {
    const whole = choice(said.tokens.join(""), said.finish);
    return { json: { ...base, ...whole, usage: usageOf(said) } };
  }
  const pieces = said.tokens.map((piece) => ({ ...base, ...choice(piece, null) }));
  const last = { ...base, choices: [], usage: usageOf(said) };
  return { events: chunks([...pieces, { ...base, ...choice("", said.finish) }], body, last) };
}

/** Answers at `/v1/responses`. */
export function responseAnswer(body: JsonObject): Answer {
  const said = answerOf(promptOf(body.input), mostOf(body, ["max_output_tokens"]));
  const text = said.tokens.join("");
  const content = [{ type: "output_text", text, annotations: [] }];
  const item = {
    id: "msg-repeat",
    type: "message",
    role: "assistant",
    status: "completed",
    content,
  };
  const ended = said.finish === "stop" ? "completed" : "incomplete";
  const response = {
    ...{ id: "resp-repeat", object: "response", created_at: CREATED, model: BUILTIN_MODEL },
    ...{ status: ended, output: [item], usage: responseUsageOf(said) },
    incomplete_details: ended === "completed" ? null : { reason: "max_output_tokens" },
  };
  if (body.stream !== true) return { json: response };
  const begun = { ...response, status: "in_progress", output: [], usage: null };
  const place = { item_id: item.id, output_index: 0, content_index: 0 };
  const events: JsonObject[] = [
    { type: "response.created", response: begun },
    ...said.tokens.map((delta) => ({ type: "response.output_text.delta", ...place, delta })),
    { type: "response.output_text.done", ...place, text },
    { type: `response.${ended}`, response },
  ];
  return {
    events: events.map((event, sequence_number) =>
      writeEvent({
        event: String(event.type),
        data: JSON.stringify({ ...event, sequence_number }),
      }),
    ),
  };
}

/** Answers at `/v1/embeddings`: the vectors say how many letters, words and characters there are. */
export function embeddingAnswer({ input }: JsonObject): Answer {
  const texts = (Array.isArray(input) ? input : [input]).map(String);
  const data = texts.map((text, index) => {
    const letters = text.replace(/[^\p{L}]/gu, "").length;
    const embedding = [letters, tokensOf(text).length, text.length];
    return { object: "embedding", index, embedding };
  });
  const count = tokensOf(texts.join(" ")).length;
  const usage = { prompt_tokens: count, total_tokens: count };
  return { json: { object: "list", data, model: BUILTIN_MODEL, usage } };
}

function chunks(list: readonly JsonObject[], body: JsonObject, last: JsonObject): string[] {
  const asked = isJsonObject(body.stream_options) && body.stream_options.include_usage === true;
  const all = asked ? [...list, last] : list;
  return [...all.map((data) => writeEvent({ data: JSON.stringify(data) })), "data: [DONE]\n\n"];
}

function usageOf({ promptTokens, tokens }: ModelAnswer) {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: tokens.length,
    total_tokens: promptTokens + tokens.length,
  };
}

function responseUsageOf({ promptTokens, tokens }: ModelAnswer) {
  return {
    input_tokens: promptTokens,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: tokens.length,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: promptTokens + tokens.length,
  };
}

/** The text of the last message. */
function promptOf(messages: unknown): string {
  if (typeof messages === "string") return messages;
  const last: unknown = Array.isArray(messages) ? messages.at(-1) : undefined;
  const content = isJsonObject(last) ? last.content : undefined;
  if (!Array.isArray(content)) return typeof content === "string" ? content : "";
  return content
    .map((part) => (isJsonObject(part) && typeof part.text === "string" ? part.text : ""))
    .join(" ");
}

function mostOf(body: JsonObject, names: readonly string[]): number {
  const given = names.map((name) => body[name]).find((value) => typeof value === "number");
  return given ?? DEFAULT_MOST;
}
