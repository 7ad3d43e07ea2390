import { structs } from "../idl/layouts.json";

/** A type as an IDL has it: a primitive's name, or a composition of types. */
export type IdlType =
  | IdlPrimitive
  | { readonly option: IdlType }
  | { readonly vec: IdlType }
  | { readonly array: readonly [item: IdlType, length: number] }
  | { readonly defined: { readonly name: string } };
type Bits = 8 | 16 | 32 | 64 | 128;
type IdlPrimitive = `${"u" | "i"}${Bits}` | "bool" | "string" | "pubkey";

/** A field of a struct, or an argument of an instruction. */
export interface IdlField {
  readonly name: string;
  readonly type: IdlType;
}

const PRIMITIVE = /^([ui]\d+|bool|string|pubkey)$/;
const MAX_FIELDS = "u64"; // which the layouts leave out

function typeOf(text: string): IdlType {
  if (text.endsWith("?")) return { option: typeOf(text.slice(0, -1)) };
  const [, item, length] = /^(.*)\[(\d*)\]$/.exec(text) ?? [];
  if (item !== undefined) {
    return length === "" ? { vec: typeOf(item) } : { array: [typeOf(item), Number(length)] };
  }
  return PRIMITIVE.test(text) ? (text as IdlPrimitive) : { defined: { name: text } };
}

/** Reads fields as the layouts have them: `name:type`, with a space between two. */
export function fieldsIn(text: string): readonly IdlField[] {
  if (text === "") return [];
  return text.split(" ").map((field) => {
    const [name = "", type = MAX_FIELDS] = field.split(":");
    return { name, type: typeOf(type) };
  });
}

const texts: Readonly<Record<string, string>> = structs;
const read = new Map<string, readonly IdlField[]>();

/** The named fields of a struct of the IDL. */
export function fieldsOf(structName: string): readonly IdlField[] {
  const known = read.get(structName);
  if (known !== undefined) return known;
  const text = texts[structName];
  if (text === undefined) throw new TypeError(`the IDL has no struct ${structName}`);
  const fields = fieldsIn(text);
  read.set(structName, fields);
  return fields;
}

/** Space for later versions and for alignment, which the SDK does not show. */
export function isFiller(fieldName: string): boolean {
  return /^(reserved|padding)\d*$/.test(fieldName);
}
