import { DISCRIMINATOR_LENGTH } from "./discriminator";
import { fieldsOf, type IdlType } from "./idl";

const SIZES: Readonly<Record<string, number>> = {
  bool: 1,
  u8: 1,
  i8: 1,
  u16: 2,
  i16: 2,
  u32: 4,
  i32: 4,
  u64: 8,
  i64: 8,
  u128: 16,
  i128: 16,
  pubkey: 32,
};

function sizeOf(type: IdlType): number {
  if (typeof type === "string") {
    const size = SIZES[type];
    if (size === undefined) throw new TypeError(`${type} has no fixed size`);
    return size;
  }
  if ("defined" in type) return structSize(type.defined.name);
  if ("array" in type) {
    return sizeOf(type.array[0]) * type.array[1];
  }
  throw new TypeError(`${JSON.stringify(type)} has no fixed size`);
}

function structSize(name: string): number {
  return fieldsOf(name).reduce((size, field) => size + sizeOf(field.type), 0);
}

/** Bytes of a zero-copy account with its discriminator. The structs have no implicit padding. */
export function accountSize(structName: string): number {
  return DISCRIMINATOR_LENGTH + structSize(structName);
}

/** Where a field of a zero-copy account begins, counted from the discriminator's first byte. */
export function fieldOffset(structName: string, fieldName: string): number {
  const fields = fieldsOf(structName);
  const index = fields.findIndex(({ name }) => name === fieldName);
  if (index < 0) throw new TypeError(`${structName} has no field ${fieldName}`);
  return fields
    .slice(0, index)
    .reduce((offset, field) => offset + sizeOf(field.type), DISCRIMINATOR_LENGTH);
}
