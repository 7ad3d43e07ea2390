import bs58 from "bs58";

import type { Bank } from "../core/bank";
import { invalidParams, JsonRpcError, RpcErrorCode } from "./errors";

const ADDRESS_SIZE = 32;
const SIGNATURE_SIZE = 64;
// Longest base58 texts of that many bytes.
const MAX_ADDRESS_LENGTH = 44;
const MAX_SIGNATURE_LENGTH = 88;

/** A JSON-RPC method: the `result` member of a validator's answer to these parameters. */
export type Method = (bank: Bank, params: readonly unknown[]) => unknown;

export type Methods = Readonly<Record<string, Method>>;

/** An options object as it came off the wire: nothing is known of its members. */
export type Options = Readonly<Record<string, unknown>>;

export interface WithContext<T> {
  readonly context: { readonly slot: number };
  readonly value: T;
}

export function withContext<T>(bank: Bank, value: T): WithContext<T> {
  return { context: { slot: Number(bank.shownSlot) }, value };
}

/** The options object, without the members that are null: those are as good as left out. */
export function optionsAt(params: readonly unknown[], index: number): Options {
  const value = params[index] ?? {};
  if (!isOptions(value)) throw invalidType(value, "a map");
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null));
}

export function isOptions(value: unknown): value is Options {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function stringAt(params: readonly unknown[], index: number): string {
  return parseString(argumentAt(params, index));
}

/** @param type - the integer type that a validator names when the argument is none */
export function integerAt(params: readonly unknown[], index: number, type = "u64"): number {
  const value = argumentAt(params, index);
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw invalidType(value, type);
  }
  return value;
}

export function stringsAt(params: readonly unknown[], index: number): readonly string[] {
  const value = argumentAt(params, index);
  if (!Array.isArray(value)) throw invalidType(value, "a sequence");
  return value.map(parseString);
}

export function addressAt(params: readonly unknown[], index: number): string {
  return parseAddress(argumentAt(params, index));
}

export function signatureAt(params: readonly unknown[], index: number): string {
  return parseSignature(argumentAt(params, index));
}

/** @throws JsonRpcError when the value is not the base58 of 32 bytes */
export function parseAddress(value: unknown): string {
  return parseBytes(value, ADDRESS_SIZE, MAX_ADDRESS_LENGTH);
}

/** @throws JsonRpcError when the value is not the base58 of 64 bytes */
export function parseSignature(value: unknown): string {
  return parseBytes(value, SIGNATURE_SIZE, MAX_SIGNATURE_LENGTH);
}

/** A validator keeps no history of blocks that are not confirmed yet. */
export function requireConfirmed({ commitment }: Options): void {
  if (commitment !== "processed") return;
  throw invalidParams("Method does not support commitment below `confirmed`");
}

/** The error for an argument of the wrong type, worded as Agave's deserialiser does. */
export function invalidType(value: unknown, expected: string): JsonRpcError {
  const negative = Number.isSafeInteger(value) && expected.startsWith("u");
  const fault = negative ? "value" : "type";
  return invalidParams(
    `Invalid params: invalid ${fault}: ${describe(value)}, expected ${expected}.`,
  );
}

/** The error for a name that is none of the known ones. */
export function unknownVariant(found: string, known: readonly string[]): JsonRpcError {
  const names = known.map((name) => `\`${name}\``);
  const expected = names.length === 2 ? names.join(" or ") : `one of ${names.join(", ")}`;
  return invalidParams(`Invalid params: unknown variant \`${found}\`, expected ${expected}.`);
}

function describe(value: unknown): string {
  if (typeof value === "string") return `string ${JSON.stringify(value)}`;
  if (typeof value === "boolean") return `boolean \`${value}\``;
  if (typeof value === "number") {
    return `${Number.isInteger(value) ? "integer" : "floating point"} \`${value}\``;
  }
  if (Array.isArray(value)) return "sequence";
  return isOptions(value) ? "map" : "null";
}

function argumentAt(params: readonly unknown[], index: number): unknown {
  if (index < params.length) return params[index];
  throw invalidParams(`\`params\` should have at least ${index + 1} argument(s)`);
}

function parseString(value: unknown): string {
  if (typeof value !== "string") throw invalidType(value, "a string");
  return value;
}

function parseBytes(value: unknown, size: number, maxLength: number): string {
  const text = parseString(value);
  const bytes = text.length <= maxLength ? bs58.decodeUnsafe(text) : new Uint8Array();
  if (!bytes) throw invalidParams("Invalid param: Invalid");
  if (bytes.length !== size) throw invalidParams("Invalid param: WrongSize");
  return text;
}

/** Refuses to answer from a state that is older than the caller has seen (`minContextSlot`). */
export function requireContextSlot(bank: Bank, params: readonly unknown[]): void {
  const options = params.at(-1);
  if (!isOptions(options) || typeof options.minContextSlot !== "number") return;
  const contextSlot = Number(bank.shownSlot);
  if (options.minContextSlot <= contextSlot) return;
  const message = "Minimum context slot has not been reached";
  throw new JsonRpcError(RpcErrorCode.MinContextSlotNotReached, message, { contextSlot });
}
