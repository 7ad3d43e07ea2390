import type { Bank } from "../../core/bank";
import { invalidParams, JsonRpcError, RpcErrorCode } from "../errors";
import { invalidType, isMap, malformed, option, type Read, type Shape } from "./shape";

type Shapes = readonly Shape<unknown>[];
type Required<S extends Shapes> = { [Index in keyof S]: Read<S[Index]> };
type Optional<S extends Shapes> = { [Index in keyof S]: Read<S[Index]> | undefined };

/** Reads the `params` member of a call: a list, a map, null, or undefined if it is left out. */
export type ParamsReader<Params extends readonly unknown[]> = (given: unknown) => Params;

/** A JSON-RPC method: the `result` member of a validator's answer to these parameters. */
export type Method = (bank: Bank, params: unknown) => unknown;

export type Methods = Readonly<Record<string, Method>>;

/** A method with parameters that have to be there, and others that may be left out or null. */
export function method<const R extends Shapes, const O extends Shapes>(
  required: R,
  optional: O,
  run: (bank: Bank, ...params: [...Required<R>, ...Optional<O>]) => unknown,
): Method {
  const read = params(required, optional);
  return (bank, given) => run(bank, ...read(given));
}

export function params<const R extends Shapes, const O extends Shapes>(
  required: R,
  optional: O,
): ParamsReader<[...Required<R>, ...Optional<O>]> {
  const optionals = optional.map((shape) => option(shape));
  const shapes: Shapes = [...required, ...optionals];
  return (given) => {
    const values =
      optional.length > 0
        ? withOptional(given ?? [], required.length, optional.length)
        : required.length > 0
          ? tuple(given ?? null, required)
          : nothing(given ?? []);
    return shapes.map((shape, index) =>
      index < values.length ? shape(values[index]) : undefined,
    ) as unknown as [...Required<R>, ...Optional<O>];
  };
}

function withOptional(given: unknown, required: number, optional: number): readonly unknown[] {
  if (!Array.isArray(given)) throw invalidParams("`params` should be an array");
  const most = required + optional;
  if (given.length > most) {
    const count = `Expected from ${required} to ${most} parameters.`;
    throw unexpected(count, JSON.stringify(`Got: ${given.length}`));
  }
  if (given.length < required) {
    throw invalidParams(`\`params\` should have at least ${required} argument(s)`);
  }
  return given;
}

/** What is wrong with a value comes before what is wrong with their number. */
function tuple(given: unknown, shapes: Shapes): readonly unknown[] {
  const size = shapes.length;
  const expected = `a tuple of size ${size}`;
  if (!Array.isArray(given)) throw invalidType(given, expected);
  shapes.slice(0, given.length).forEach((shape, index) => shape(given[index]));
  if (given.length < size) {
    throw malformed(`invalid length ${given.length}, expected ${expected}`);
  }
  if (given.length > size) {
    throw malformed(`invalid length ${given.length}, expected fewer elements in array`);
  }
  return given;
}

function nothing(given: unknown): readonly unknown[] {
  if (Array.isArray(given) && given.length === 0) return given;
  const shown = Array.isArray(given)
    ? `Array(${debugList(given)})`
    : `Map(${isMap(given) ? debugMap(given) : ""})`;
  throw unexpected("No parameters were expected", shown);
}

function unexpected(reason: string, data: string): JsonRpcError {
  return new JsonRpcError(RpcErrorCode.InvalidParams, `Invalid parameters: ${reason}`, data);
}

/** A value as Rust's debug format shows it. */
function debug(value: unknown): string {
  if (typeof value === "string") return `String(${JSON.stringify(value)})`;
  if (typeof value === "boolean") return `Bool(${value})`;
  if (typeof value === "number") return `Number(${value})`;
  if (Array.isArray(value)) return `Array ${debugList(value)}`;
  return isMap(value) ? `Object ${debugMap(value)}` : "Null";
}

function debugList(values: readonly unknown[]): string {
  return `[${values.map(debug).join(", ")}]`;
}

function debugMap(map: Readonly<Record<string, unknown>>): string {
  const entries = Object.keys(map).sort();
  return `{${entries.map((key) => `${JSON.stringify(key)}: ${debug(map[key])}`).join(", ")}}`;
}
