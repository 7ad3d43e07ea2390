import type { PublicKey } from "@solana/web3.js";
import { fieldsOf, type IdlType } from "./idl";
import { encodeBytes, encodeInteger, encodeString, littleEndian } from "./primitives";

/**
 * Writes a value of an IDL type as Borsh, and refuses a value that would be truncated.
 *
 * Anchor's own coder writes the same bytes, but needs BN, and a global `Buffer` that browsers do not have.
 *
 * @throws `InvalidAmount` for an integer out of its type's range, with the path of the field.
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
  if ("array" in type && type.array[0] === "u8") {
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
