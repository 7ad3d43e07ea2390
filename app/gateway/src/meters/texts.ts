import { isJsonObject, type JsonObject } from "../requests/json-object";

/** The objects of a list; none where it is no list. */
export function listOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** The texts of a chat's message, or of what a stream adds to one. */
export function messageTexts(message: unknown): readonly unknown[] {
  if (!isJsonObject(message)) return [];
  const calls = listOf(message.tool_calls).flatMap(({ function: called }) =>
    isJsonObject(called) ? [called.name, called.arguments] : [],
  );
  const { content, reasoning_content: thoughts, reasoning, refusal } = message;
  return [content, ...partTexts(content), thoughts ?? reasoning, refusal, ...calls].filter(isText);
}

/** The texts of a content in parts, as some servers write it, thoughts among them. */
function partTexts(content: unknown): readonly unknown[] {
  return listOf(content).flatMap(({ text, thinking }) => [
    ...[text, thinking],
    ...listOf(thinking).map((thought) => thought.text),
  ]);
}

/** The texts of one item of a response's output. */
export function itemTexts(item: JsonObject): readonly unknown[] {
  const parts = [...listOf(item.content), ...listOf(item.summary)];
  const texts = parts.map(({ text, refusal }) => text ?? refusal);
  return [...texts, item.name, item.arguments, item.input].filter(isText);
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
