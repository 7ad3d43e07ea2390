import { IndexerError } from "./indexer";

/** An event as the indexer serves it; `data` is for `eventFromJson` to read. */
export interface ServedEvent {
  readonly signature: string;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly name: string;
  readonly cursor: string | null;
  readonly outerIndex: number;
  readonly innerIndex: number | null;
  readonly data: unknown;
}

const SIGNATURE = /^[1-9A-HJ-NP-Za-km-z]{80,90}$/;
/** Seconds on both sides of 1970 that a date can have. */
const MAX_SECONDS = 8.64e12;

/** Whether something is a moment that can be shown. */
export function isMoment(value: unknown): value is number {
  return Number.isSafeInteger(value) && Math.abs(value as number) <= MAX_SECONDS;
}

function isEvent(item: unknown): item is ServedEvent {
  if (typeof item !== "object" || item === null) return false;
  const { signature, timestamp, name } = item as Record<string, unknown>;
  return (
    typeof signature === "string" &&
    SIGNATURE.test(signature) &&
    isMoment(timestamp) &&
    typeof name === "string"
  );
}

/** The events of a list, without what is none. Throws {@link IndexerError} where there is no list. */
export function readEvents(json: unknown): {
  readonly items: readonly ServedEvent[];
  readonly next: string | null;
} {
  const { items, next } = json as { readonly items?: unknown; readonly next?: unknown };
  if (!Array.isArray(items)) throw new IndexerError("the indexer answered with no list of events");
  return { items: items.filter(isEvent), next: typeof next === "string" ? next : null };
}
