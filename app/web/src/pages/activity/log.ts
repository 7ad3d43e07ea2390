import { throttled } from "../../data/throttled";

/** An event as the page keeps it: its sentence, and no more of its data. */
export interface Entry {
  /** Of the event, wherever it was learnt. */
  readonly key: string;
  readonly name: string;
  readonly words: string;
  readonly signature: string;
  readonly slot: number;
  /** Unix seconds. */
  readonly timestamp: number;
  /** Whether no fork can take it back; null where nobody says. */
  readonly final: boolean | null;
  /** Where the indexer's older events go on; null for what is not final, or is of the chain. */
  readonly cursor: string | null;
}

/** Events that are kept: what is older is dropped, so that a page that stays open does not grow. */
export const MAX_ENTRIES = 2_000;
/** Changes are told so often at most, however many events come. */
const TELL_MS = 250;

/** The newest events of a market, each once. */
export class EventLog {
  #entries: readonly Entry[] = [];
  /** The oldest first. */
  #kept: Entry[] = [];
  readonly #known = new Map<string, Entry>();
  readonly #listeners = new Set<() => void>();
  readonly #telling = throttled(() => this.#tell(), TELL_MS);

  /** The newest first; the same list until something has changed. */
  readonly entries = (): readonly Entry[] => this.#entries;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Whether as many are kept as can be. */
  get full(): boolean {
    return this.#kept.length >= MAX_ENTRIES;
  }

  /** Takes events, the oldest first. What is final takes the place of what was not. */
  add(entries: readonly Entry[]): void {
    for (const entry of entries) this.#add(entry);
    for (const { key } of this.#kept.splice(0, this.#kept.length - MAX_ENTRIES))
      this.#known.delete(key);
    this.#telling.call();
  }

  /** Takes events that are older than all that are kept, the oldest first; as many as there is room for. */
  addOlder(entries: readonly Entry[]): void {
    const fresh = entries.filter(({ key }) => !this.#known.has(key));
    const room = MAX_ENTRIES - this.#kept.length;
    const taken = room > 0 ? fresh.slice(-room) : [];
    for (const entry of taken) this.#known.set(entry.key, entry);
    this.#kept.unshift(...taken);
    this.#telling.call();
  }

  /** Takes out what is not final: of one transaction, or all. */
  drop(signature?: string): void {
    const gone = ({ final, signature: of }: Entry) =>
      final === false && (signature === undefined || of === signature);
    for (const { key } of this.#kept.filter(gone)) this.#known.delete(key);
    this.#kept = this.#kept.filter((entry) => !gone(entry));
    this.#telling.call();
  }

  #add(entry: Entry): void {
    const known = this.#known.get(entry.key);
    if (known?.final === true || (known !== undefined && entry.final !== true)) return;
    if (known !== undefined) this.#kept.splice(this.#kept.lastIndexOf(known), 1);
    this.#known.set(entry.key, entry);
    const before = this.#kept.findLastIndex(({ slot }) => slot <= entry.slot);
    this.#kept.splice(before + 1, 0, entry);
  }

  #tell(): void {
    this.#entries = this.#kept.toReversed();
    for (const listener of this.#listeners) listener();
  }
}
