import { types } from "../idl/diem.json";

/** A type as an IDL writes it: a primitive's name, or a composition of types. */
export type IdlType =
  | IdlPrimitive
  | { readonly option: IdlType }
  | { readonly vec: IdlType }
  | { readonly array: readonly [item: IdlType, length: number] }
  | { readonly defined: { readonly name: string } };
type Bits = 8 | 16 | 32 | 64 | 128;
type IdlPrimitive = `${"u" | "i"}${Bits}` | "bool" | "string" | "pubkey";

interface IdlField {
  readonly name: string;
  readonly type: IdlType;
}
interface IdlTypeDef {
  readonly name: string;
  readonly type: { readonly kind: string; readonly fields?: readonly IdlField[] };
}

/** snake_case and PascalCase, as Rust writes names, in camelCase, as the generated type has them. */
function camelCase(name: string): string {
  const joined = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}

/** A part of the IDL with the names of its generated type. */
export function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      key === "name" && typeof part === "string" ? camelCase(part) : camelCased(part),
    ]),
  );
}

const typeDefs = new Map((camelCased(types) as IdlTypeDef[]).map((def) => [def.name, def]));

/** The named fields of a struct of the IDL. */
export function fieldsOf(structName: string): readonly IdlField[] {
  const type = typeDefs.get(structName)?.type;
  if (type?.kind !== "struct") throw new TypeError(`the IDL has no struct ${structName}`);
  return type.fields ?? [];
}

/** Space kept for later versions and alignment: no part of what the SDK shows. */
export function isFiller(fieldName: string): boolean {
  return /^(reserved|padding)\d*$/.test(fieldName);
}
