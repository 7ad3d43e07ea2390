/** Members whose texts a model has written, in answers of every path. */
const WRITTEN: ReadonlySet<string> = new Set([
  "content",
  "text",
  "delta",
  "reasoning",
  "reasoning_content",
  "refusal",
  "arguments",
  "name",
]);

/** What a model wrote in an answer of one piece; nothing for what is no JSON. */
export function writtenTexts(json: string): string {
  return collected(valueOf(json), false);
}

/** What an event of a stream adds to what a model wrote: events that end a part of it repeat the part. */
export function addedText(data: string): string {
  const value = valueOf(data);
  const type = typeof value === "object" && value !== null && "type" in value ? value.type : null;
  return typeof type === "string" && !type.endsWith(".delta") ? "" : collected(value, false);
}

function valueOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function collected(value: unknown, written: boolean): string {
  if (typeof value === "string") return written ? value : "";
  if (Array.isArray(value)) return value.map((item) => collected(item, written)).join("");
  if (typeof value !== "object" || value === null) return "";
  return Object.entries(value)
    .map(([name, member]) => collected(member, WRITTEN.has(name)))
    .join("");
}
