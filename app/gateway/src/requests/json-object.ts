import { Refusal } from "../refusal";

/** The members of a JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Throws the refusal of a request that is not sold. */
export function unsupported(detail: string): never {
  throw new Refusal("unsupported", { detail });
}

/** A limit of tokens that a body names; null where it names none. Throws a Refusal `bad-request`. */
export function limitOf(body: JsonObject, name: string): number | null {
  const value = body[name];
  if (value === undefined || value === null) return null;
  if (Number.isSafeInteger(value) && (value as number) >= 1) return value as number;
  const detail = `${name} is ${shown(value)}: give a whole number of at least 1, or leave it out`;
  throw new Refusal("bad-request", { detail });
}

/** Refuses more than one answer of a call: servers count the tokens of the first alone. */
export function requireOne(body: JsonObject, name: string): void {
  const value = body[name];
  if (value === undefined || value === null || value === 1) return;
  unsupported(`${name} is ${shown(value)}: ask for one answer in each call`);
}

/** Refuses members that make a server read or do more than the body says. */
export function refuseMembers(body: JsonObject, names: readonly string[]): void {
  const found = names.find((name) => body[name] !== undefined && body[name] !== null);
  if (found === undefined) return;
  unsupported(`${found} is not served, as its cost is not known beforehand: leave it out`);
}

/** Whether a body asks for a stream. Throws a Refusal `bad-request`. */
export function streamOf(body: JsonObject): boolean {
  const { stream } = body;
  if (stream === undefined || stream === null || typeof stream === "boolean")
    return stream === true;
  throw new Refusal("bad-request", { detail: `stream is ${shown(stream)}: give true or false` });
}

function shown(value: unknown): string {
  return JSON.stringify(value).slice(0, 40);
}
