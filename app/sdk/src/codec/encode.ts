import type { PublicKey } from "@solana/web3.js";
import { AmountError } from "../errors/amount-error";
import { fieldsOf, type IdlType } from "./idl";

interface Integer {
  readonly bytes: number;
  readonly min: bigint;
  readonly max: bigint;
}

const unsigned = (bits: bigint): Integer => ({
  bytes: Number(bits) / 8,
  min: 0n,
  max: 2n ** bits - 1n,
});

/** Integers that fit a `number`, and those that are a bigint. */
const SMALL: Readonly<Record<string, Integer>> = {
  u8: unsigned(8n),
  u16: unsigned(16n),
  u32: unsigned(32n),
};
const BIG: Readonly<Record<string, Integer>> = {
  u64: unsigned(64n),
  i64: { bytes: 8, min: -(2n ** 63n), max: 2n ** 63n - 1n },
  u128: unsigned(128n),
};

function littleEndian(value: bigint, length: number): number[] {
  return Array.from({ length }, (_, index) =>
    Number(BigInt.asUintN(8, value >> (8n * BigInt(index)))),
  );
}

function encodeInteger(type: string, value: unknown, path: string): number[] {
  const integer = SMALL[type] ?? BIG[type];
  if (integer === undefined) throw new TypeError(`cannot write ${type}`);
  const fits =
    type in SMALL
      ? typeof value === "number" && Number.isInteger(value)
      : typeof value === "bigint";
  const exact = fits ? BigInt(value as number | bigint) : null;
  if (exact === null || exact < integer.min || exact > integer.max) {
    throw new AmountError({ field: path, value, type });
  }
  return littleEndian(exact, integer.bytes);
}

function encodeBytes(length: number, value: unknown, path: string): number[] {
  const bytes = Array.from(value as ArrayLike<number>);
  if (bytes.length !== length) {
    throw new RangeError(`${path} must be ${String(length)} bytes, not ${String(bytes.length)}`);
  }
  return bytes;
}

function encodeString(text: string): number[] {
  const bytes = Array.from(new TextEncoder().encode(text));
  return [...littleEndian(BigInt(bytes.length), 4), ...bytes];
}

/**
 * Writes a value of an IDL type as Borsh, and refuses whatever would have to be truncated.
 *
 * Anchor's own coder writes the same bytes, but needs BN, and a global `Buffer` that browsers do not have.
 *
 * @throws AmountError for an integer out of its type's range, with the path of the field.
 */
export function encodeValue(type: IdlType, value: unknown, path: string): number[] {
  if (type === "pubkey") return Array.from((value as PublicKey).toBytes());
  if (type === "string") return encodeString(value as string);
  if (typeof type === "string") return encodeInteger(type, value, path);
  if ("option" in type) {
    return value === null ? [0] : [1, ...encodeValue(type.option, value, path)];
  }
  if ("vec" in type) {
    const items = value as readonly unknown[];
    return [
      ...littleEndian(BigInt(items.length), 4),
      ...items.flatMap((item, index) => encodeValue(type.vec, item, `${path}[${String(index)}]`)),
    ];
  }
  if ("array" in type && type.array[0] === "u8" && typeof type.array[1] === "number") {
    return encodeBytes(type.array[1], value, path);
  }
  if ("defined" in type) {
    const struct = value as Readonly<Record<string, unknown>>;
    return fieldsOf(type.defined.name).flatMap((field) =>
      encodeValue(field.type, struct[field.name], `${path}.${field.name}`),
    );
  }
  throw new TypeError(`cannot write ${JSON.stringify(type)}`);
}
