// The IDL as a type in TypeScript, as `anchor idl type` writes it: its names in camelCase.
import { camelCase } from "./camel-case.mjs";

/** The members of an IDL whose values are names. */
const NAMED = new Set(["name", "account", "path", "type", "relations"]);

const isPath = (text) => text.includes(".");

/** A part of the IDL with its names in camelCase; `member` says of what it is the value. */
function camelCased(part, member) {
  if (typeof part === "string") {
    return NAMED.has(member) && !isPath(part) ? camelCase(part) : part;
  }
  if (Array.isArray(part)) return part.map((item) => camelCased(item, member));
  if (part === null || typeof part !== "object") return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [name, camelCased(value, name)]),
  );
}

/** The source of the type `Diem`. */
export function idlTypeOf(idl) {
  return `/** The program's IDL with its names in camelCase: a type alone, whose value is \`idl\`. */
export type Diem = ${JSON.stringify(camelCased(idl), null, 2)};
`;
}
