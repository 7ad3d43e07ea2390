import { BITS, type IntegerType, requireInteger } from "./integers";

/** Writes the low bytes of an integer, lowest first. */
export function littleEndian(value: bigint, length: number): number[] {
  return Array.from({ length }, (_, index) =>
    Number(BigInt.asUintN(8, value >> (8n * BigInt(index)))),
  );
}

/** Writes an integer of an IDL type. Throws `InvalidAmount` for what does not fit it, with the path of the field. */
export function encodeInteger(type: string, value: unknown, path: string): number[] {
  if (!(type in BITS)) throw new TypeError(`cannot write ${type}`);
  const integer = type as IntegerType;
  return littleEndian(requireInteger(integer, value, path), BITS[integer] / 8);
}

/** Writes an array of bytes. Throws `RangeError` for another length. */
export function encodeBytes(length: number, value: unknown, path: string): number[] {
  const bytes = Array.from(value as ArrayLike<number>);
  if (bytes.length !== length) {
    throw new RangeError(`${path} must be ${String(length)} bytes, not ${String(bytes.length)}`);
  }
  return bytes;
}

/** Writes a text, behind its length in bytes. */
export function encodeString(text: string): number[] {
  const bytes = Array.from(new TextEncoder().encode(text));
  return [...littleEndian(BigInt(bytes.length), 4), ...bytes];
}
