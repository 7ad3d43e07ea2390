import { idl } from "@diem/sdk/idl";
import { fieldsOf, type IdlType } from "../../app/sdk/dist/codec/idl";

/** Every field of every event in the IDL, as `Event.field.part`; the items of a list share their paths. */
export function eventFields(): string[] {
  return idl.events.flatMap(({ name }) => fieldsUnder(name, structName(name)));
}

const structName = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

function fieldsUnder(path: string, struct: string): string[] {
  return fieldsOf(struct).flatMap(({ name, type }) => leaves(`${path}.${name}`, type));
}

function leaves(path: string, type: IdlType): string[] {
  if (typeof type === "string") return [path];
  if ("option" in type) return leaves(path, type.option);
  if ("vec" in type) return leaves(path, type.vec);
  return "defined" in type ? fieldsUnder(path, type.defined.name) : [path];
}
