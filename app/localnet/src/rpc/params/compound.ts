import { JsonRpcError } from "../errors";
import { invalid, invalidType, isMap, malformed, type Read, type Shape } from "./shape";

type Fields = Readonly<Record<string, Shape<unknown>>>;
type ReadFields<F extends Fields> = { readonly [Name in keyof F]: Read<F[Name]> };

/**
 * An object with named fields, or, as Agave reads it too, an array with the fields in their order. Other members are
 * passed over.
 */
export function struct<F extends Fields>(name: string, fields: F): Shape<ReadFields<F>> {
  return (given) => {
    if (Array.isArray(given)) return readSequence(name, fields, given);
    if (!isMap(given)) throw invalidType(given, `struct ${name}`);
    return readFields(fields, given);
  };
}

/** The same of a struct that takes in the fields of another, which is no array therefore. */
export function extended<F extends Fields, Inner>(
  name: string,
  fields: F,
  inner: (given: Readonly<Record<string, unknown>>) => Inner,
): Shape<ReadFields<F> & Inner> {
  return (given) => {
    if (!isMap(given)) throw invalidType(given, `struct ${name}`);
    return { ...readFields(fields, given), ...inner(given) };
  };
}

/** Fields are read in the order of their names, which decides what error comes first; then those that are left out. */
export function readFields<F extends Fields>(
  fields: F,
  given: Readonly<Record<string, unknown>>,
): ReadFields<F> {
  const read: Record<string, unknown> = {};
  for (const name of Object.keys(given).sort()) {
    const shape = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (shape) read[name] = shape(given[name]);
  }
  for (const [name, { absent }] of Object.entries(fields)) {
    if (name in read) continue;
    if (!absent) throw malformed(`missing field \`${name}\``);
    read[name] = absent.value;
  }
  return read as ReadFields<F>;
}

function readSequence<F extends Fields>(
  name: string,
  fields: F,
  given: readonly unknown[],
): ReadFields<F> {
  const entries = Object.entries(fields);
  const count = `${entries.length} element${entries.length === 1 ? "" : "s"}`;
  const read = entries.map(([field, shape], index) => {
    if (index < given.length) return [field, shape(given[index])];
    if (shape.absent?.inSequence) return [field, shape.absent.value];
    throw malformed(`invalid length ${index}, expected struct ${name} with ${count}`);
  });
  if (given.length > entries.length) {
    throw malformed(`invalid length ${given.length}, expected fewer elements in array`);
  }
  return Object.fromEntries(read) as ReadFields<F>;
}

const unit: Shape<undefined> = (given) => {
  if (given === null) return undefined;
  throw invalidType(given, "unit");
};

/** One of several names. */
export function variants<const Name extends string>(names: readonly Name[]): Shape<Name> {
  const shapes = Object.fromEntries(names.map((name) => [name, unit]));
  const read = tagged(shapes);
  return (given) => read(given).tag as Name;
}

/** One of several names, each with a value of its own shape, or with none. */
export function tagged<F extends Fields>(
  shapes: F,
): Shape<{ [Tag in keyof F]: { readonly tag: Tag; readonly value: Read<F[Tag]> } }[keyof F]> {
  const names = Object.keys(shapes).map((name) => `\`${name}\``);
  const expected = names.length === 2 ? names.join(" or ") : `one of ${names.join(", ")}`;
  return (given) => {
    const [tag, value] = entryOf(given);
    const shape = Object.hasOwn(shapes, tag) ? shapes[tag] : undefined;
    if (!shape) throw malformed(`unknown variant \`${tag}\`, expected ${expected}`);
    if (typeof given === "string" && shape !== unit) {
      throw malformed("invalid type: unit variant, expected newtype variant");
    }
    return { tag, value: shape(value) } as never;
  };
}

/** A variant without a value, for {@link tagged}. */
export const none = unit;

function entryOf(given: unknown): [tag: string, value: unknown] {
  if (typeof given === "string") return [given, null];
  if (!isMap(given)) throw invalidType(given, "string or map");
  const [entry, ...more] = Object.entries(given);
  if (!entry || more.length > 0) throw invalid("value", given, "map with a single key");
  return entry;
}

/** The first of the shapes that the value has. */
export function untagged<S extends readonly Shape<unknown>[]>(
  name: string,
  ...shapes: S
): Shape<Read<S[number]>> {
  return (given) => {
    for (const shape of shapes) {
      try {
        return shape(given) as Read<S[number]>;
      } catch (error) {
        if (!(error instanceof JsonRpcError)) throw error;
      }
    }
    throw malformed(`data did not match any variant of untagged enum ${name}`);
  };
}
