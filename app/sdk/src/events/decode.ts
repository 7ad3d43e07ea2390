import { decodeStruct } from "../codec/decode";
import { DISCRIMINATOR_LENGTH, eventDiscriminator } from "../codec/discriminator";
import type { Struct, StructName } from "../codec/types";
import type { Diem } from "../idl/diem";
import { events } from "../idl/layouts.json";

type StoredName = Diem["events"][number]["name"] & StructName;

/** Names of the program's events, as the program writes them. */
export type DiemEventName = Capitalize<StoredName>;

/** An event of the program: `data` has the fields that the IDL gives to `name`. */
export type DiemEvent = {
  readonly [Name in StoredName]: {
    readonly name: Capitalize<Name>;
    readonly data: Struct<Name>;
  };
}[StoredName];

/** What an event of the name carries. */
export type EventData<Name extends DiemEventName> = Extract<
  DiemEvent,
  { readonly name: Name }
>["data"];

/** What Anchor writes in front of every event that a program sends to itself. */
const TAG = 0xe445a52e51cb9a1dn;

const known = (events as DiemEventName[]).map((name) => ({
  name,
  struct: (name.charAt(0).toLowerCase() + name.slice(1)) as StoredName,
  discriminator: eventDiscriminator(name),
}));

/** The first eight bytes as one number; null for less. */
function head(data: Uint8Array): bigint | null {
  if (data.length < DISCRIMINATOR_LENGTH) return null;
  return new DataView(data.buffer, data.byteOffset).getBigUint64(0);
}

const byDiscriminator = new Map(
  known.map((event) => [head(Uint8Array.from(event.discriminator)), event]),
);

/**
 * Decodes the data of an instruction by which the program sent itself an event; null for any other data.
 * That it is an event's data does not make it an event: see {@link fromTransaction}.
 */
export function decode(data: Uint8Array): DiemEvent | null {
  return head(data) === TAG ? decodeLogged(data.subarray(DISCRIMINATOR_LENGTH)) : null;
}

/** Decodes an event as the program logs it, without the tag; null for any other data. */
export function decodeLogged(data: Uint8Array): DiemEvent | null {
  const event = byDiscriminator.get(head(data));
  if (event === undefined) return null;
  try {
    const fields = decodeStruct(event.struct, data.subarray(DISCRIMINATOR_LENGTH));
    return { name: event.name, data: fields } as DiemEvent;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
