import { invalidParams, type JsonRpcError } from "../errors";

/**
 * Reads one kind of value off the wire, and refuses all others as Agave's deserialiser does, to the word.
 * @throws JsonRpcError
 */
export interface Shape<Value> {
  (given: unknown): Value;
  /** What a field has that is left out; a field without it has to be there. */
  readonly absent?: { readonly value: Value; readonly inSequence: boolean };
}

/** What a shape reads. */
export type Read<S> = S extends Shape<infer Value> ? Value : never;

const LIMITS = { u8: 2 ** 8, u64: 2 ** 64, usize: 2 ** 64 } as const;
/** From here on, and below the second, Rust writes a float with an exponent. */
const LARGE = 1e16;
const SMALL = 1e-5;

export const text: Shape<string> = (given) => {
  if (typeof given === "string") return given;
  throw invalidType(given, "a string");
};

export const flag: Shape<boolean> = (given) => {
  if (typeof given === "boolean") return given;
  throw invalidType(given, "a boolean");
};

/** An unsigned integer. JSON's of more than 53 bits are read as JavaScript rounds them. */
export function unsigned(type: keyof typeof LIMITS): Shape<number> {
  return (given) => {
    if (!isInteger(given)) throw invalidType(given, type);
    if (given < 0 || given >= LIMITS[type]) throw invalid("value", given, type);
    return given;
  };
}

export const u64 = unsigned("u64");
export const usize = unsigned("usize");
export const u8 = unsigned("u8");

export function list<Value>(item: Shape<Value>): Shape<readonly Value[]> {
  return (given) => {
    if (!Array.isArray(given)) throw invalidType(given, "a sequence");
    return given.map((one) => item(one));
  };
}

/** A value that may be null, or left out as a field. */
export function option<Value>(shape: Shape<Value>): Shape<Value | undefined> {
  const read = (given: unknown) => (given === null ? undefined : shape(given));
  return Object.assign(read, { absent: { value: undefined, inSequence: false } });
}

/** A value that stands for a field that is left out; null is none. */
export function defaulted<Value>(shape: Shape<Value>, value: Value): Shape<Value> {
  const read = (given: unknown) => shape(given);
  return Object.assign(read, { absent: { value, inSequence: true } });
}

export function isMap(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}

export function invalidType(given: unknown, expected: string): JsonRpcError {
  return invalid("type", given, expected);
}

export function invalid(fault: "type" | "value", given: unknown, expected: string): JsonRpcError {
  return malformed(`invalid ${fault}: ${describe(given)}, expected ${expected}`);
}

/** The error for parameters that are not of their shape. */
export function malformed(reason: string): JsonRpcError {
  return invalidParams(`Invalid params: ${reason}.`);
}

function describe(given: unknown): string {
  if (typeof given === "string") return `string ${JSON.stringify(given)}`;
  if (typeof given === "boolean") return `boolean \`${given}\``;
  if (isInteger(given)) return `integer \`${BigInt(given)}\``;
  if (typeof given === "number") return `floating point \`${float(given)}\``;
  if (Array.isArray(given)) return "sequence";
  return isMap(given) ? "map" : "null";
}

/** What Rust reads as an integer; a larger number is a float to it. */
function isInteger(given: unknown): given is number {
  return Number.isInteger(given) && Number(given) >= -(2 ** 63) && Number(given) < 2 ** 64;
}

function float(given: number): string {
  const size = Math.abs(given);
  if (size >= LARGE || (size > 0 && size < SMALL)) return given.toExponential().replace("+", "");
  return Number.isInteger(given) ? given.toFixed(1) : String(given);
}
