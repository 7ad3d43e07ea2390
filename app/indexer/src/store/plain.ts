import { type DiemEvent, events, type LocatedEvent } from "@diem/sdk";
import { eventFromJson } from "@diem/sdk/text";
import { PublicKey } from "@solana/web3.js";

/** A value as JSON has it: integers of any size as decimal texts, keys in base58, bytes in hex. */
export type Plain<Value> = Value extends bigint | PublicKey | Uint8Array
  ? string
  : Value extends readonly (infer Item)[]
    ? readonly Plain<Item>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: Plain<Value[Key]> }
      : Value;

type PlainOf<Event extends DiemEvent> = Event extends DiemEvent
  ? { readonly name: Event["name"]; readonly data: Plain<Event["data"]> }
  : never;

/** An event as it is stored and served. */
export type PlainEvent = PlainOf<DiemEvent>;

/** What an event of the name carries, as it is stored. */
export type PlainData<Name extends DiemEvent["name"]> = Extract<
  PlainEvent,
  { readonly name: Name }
>["data"];

/** Addresses in base58, the oldest first: writing one takes as long as storing an event, and the same ones come again. */
const written = new Map<string, string>();
const REMEMBERED = 50_000;

/** An address in base58. */
export function addressOf(key: PublicKey): string {
  const name = key.toBuffer().toString("latin1");
  const known = written.get(name);
  if (known !== undefined) return known;
  const text = key.toBase58();
  const [oldest] = written.keys();
  if (written.size >= REMEMBERED && oldest !== undefined) written.delete(oldest);
  written.set(name, text);
  return text;
}

/** A value as JSON has it. */
export function plain<Value>(value: Value): Plain<Value> {
  return convert(value) as Plain<Value>;
}

function convert(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof PublicKey) return addressOf(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (Array.isArray(value)) return value.map(convert);
  if (typeof value !== "object" || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) copy[key] = convert(part);
  return copy;
}

/** An event as it is stored. */
export function plainEvent({ name, data }: LocatedEvent): PlainEvent {
  return { name, data: plain(data) } as PlainEvent;
}

/** The accounts that count an event, and its number with each. */
export type Counted = readonly { readonly account: string; readonly sequence: bigint }[];

/** {@link events.sequencesOf} of an event, with addresses in base58. */
export function countedBy(event: DiemEvent, programId: PublicKey): Counted {
  return events
    .sequencesOf(event, { programId })
    .map(({ account, sequence }) => ({ account: addressOf(account), sequence }));
}

/** {@link countedBy} of an event that was stored; none of what no event of this program is. */
export function countedByStored({ name, data }: PlainEvent, programId: PublicKey): Counted {
  const event = eventFromJson(name, data);
  return event === null ? [] : countedBy(event, programId);
}
