/** Where an event is among all of its program: places sort as texts as the events happened. @module */
const SLOT_DIGITS = 12;
const TRANSACTION_DIGITS = 5;
const EVENT_DIGITS = 4;

/** What a place is made of; transactions and events are counted from 0. */
export interface Place {
  readonly slot: number;
  /** Which of the slot's transactions with events, as they were learnt. */
  readonly transaction: number;
  /** Which event of the transaction. */
  readonly event: number;
}

/** Where an event is among those of all programs. */
export interface Position {
  readonly place: string;
  readonly program: string;
}

const digits = (value: number, length: number) => String(value).padStart(length, "0");

/** A place as a text. */
export function placeOf({ slot, transaction, event }: Place): string {
  return [
    digits(slot, SLOT_DIGITS),
    digits(transaction, TRANSACTION_DIGITS),
    digits(event, EVENT_DIGITS),
  ].join("-");
}

/** What a place is made of. */
export function readPlace(text: string): Place {
  const [slot = 0, transaction = 0, event = 0] = text.split("-").map(Number);
  return { slot, transaction, event };
}

/** Where a list of events goes on, as one text: events of several programs can have the same place. */
export const cursorOf = ({ place, program }: Position) => `${place}-${program}`;

/** What a cursor is made of. */
export function readCursor(cursor: string): Position {
  const length = placeOf({ slot: 0, transaction: 0, event: 0 }).length;
  return { place: cursor.slice(0, length), program: cursor.slice(length + 1) };
}
