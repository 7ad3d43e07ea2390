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
const EVENT_TAG = [0xe4, 0x45, 0xa5, 0x2e, 0x51, 0xcb, 0x9a, 0x1d];

const known = (events as DiemEventName[]).map((name) => ({
  name,
  struct: (name.charAt(0).toLowerCase() + name.slice(1)) as StoredName,
  discriminator: eventDiscriminator(name),
}));

function startsWith(data: Uint8Array, prefix: ArrayLike<number>): boolean {
  return Array.from(prefix).every((byte, index) => data[index] === byte);
}

/**
 * Decodes the data of an instruction by which the program sent itself an event; null for any other data.
 * That it is an event's data does not make it an event: see {@link fromTransaction}.
 */
export function decode(data: Uint8Array): DiemEvent | null {
  return startsWith(data, EVENT_TAG) ? decodeLogged(data.subarray(EVENT_TAG.length)) : null;
}

/** Decodes an event as the program logs it, without the tag; null for any other data. */
export function decodeLogged(data: Uint8Array): DiemEvent | null {
  const event = known.find(({ discriminator }) => startsWith(data, discriminator));
  if (event === undefined) return null;
  try {
    const fields = decodeStruct(event.struct, data.subarray(DISCRIMINATOR_LENGTH));
    return { name: event.name, data: fields } as DiemEvent;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
