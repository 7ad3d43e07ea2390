import { invalidAmount } from "../errors/amount-errors";

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

/** Writes the low bytes of an integer, lowest first. */
export function littleEndian(value: bigint, length: number): number[] {
  return Array.from({ length }, (_, index) =>
    Number(BigInt.asUintN(8, value >> (8n * BigInt(index)))),
  );
}

/** Writes an integer of an IDL type. Throws `InvalidAmount` for what does not fit it, with the path of the field. */
export function encodeInteger(type: string, value: unknown, path: string): number[] {
  const integer = SMALL[type] ?? BIG[type];
  if (integer === undefined) throw new TypeError(`cannot write ${type}`);
  const fits =
    type in SMALL
      ? typeof value === "number" && Number.isInteger(value)
      : typeof value === "bigint";
  const exact = fits ? BigInt(value as number | bigint) : null;
  if (exact === null || exact < integer.min || exact > integer.max) {
    throw invalidAmount({ field: path, value, type });
  }
  return littleEndian(exact, integer.bytes);
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
