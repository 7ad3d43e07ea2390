import type { LocatedEvent } from "@diem/sdk";
import { addressOf, type Counted, type PlainEvent } from "./plain";
import type { EventRow, MentionRow, UnplacedRow } from "./tables";

/** An event on its way into the store. */
export interface Entry {
  readonly row: EventRow;
  readonly event: PlainEvent;
  /** The accounts that count it, with its number with each. */
  readonly counted: Counted;
}

/** See {@link eventRow}. */
export interface EventAt {
  readonly program: string;
  readonly signature: string;
  readonly slot: number;
}

/** The row of an event, but for its place. */
export function eventRow(
  { program, signature, slot }: EventAt,
  { instructionIndex, innerIndex, data: { stamp } }: LocatedEvent,
  event: PlainEvent,
): UnplacedRow {
  return {
    program,
    signature,
    outer_index: instructionIndex,
    inner_index: innerIndex ?? -1,
    slot,
    timestamp: Number(stamp.timestamp),
    name: event.name,
    market: addressOf(stamp.market),
    data: JSON.stringify(event.data),
  };
}

/** What finds an event by the accounts that it is about. */
export function mentionRows({ row: { program, place }, event, counted }: Entry): MentionRow[] {
  const accounts = mentionedBy(event, counted);
  return [...accounts].map((account) => ({ program, account, place }));
}

/** The accounts that an event is about. */
export function mentionedBy(event: PlainEvent, counted: Counted): ReadonlySet<string> {
  const { market } = event.data.stamp;
  return new Set([market, ...counted.map(({ account }) => account), ...peopleOf(event)]);
}

/** The accounts that an event names in its data. */
function peopleOf({ data }: PlainEvent): string[] {
  const found: string[] = [];
  if ("position" in data) found.push(data.position.owner);
  if ("owner" in data) found.push(data.owner);
  if ("funder" in data) found.push(data.funder);
  if ("creator" in data) found.push(data.creator);
  if ("provider" in data) {
    found.push(typeof data.provider === "string" ? data.provider : data.provider.owner);
  }
  if ("channel" in data) found.push(data.channel.consumer, data.channel.provider);
  if ("entries" in data) found.push(...data.entries.map(({ channel }) => channel));
  return found;
}
