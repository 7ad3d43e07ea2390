import type { vouchers } from "@diem/sdk";

const PREFIX = "diem-client/unanswered/";
/** Gateways store answers for this time. Later the same request is a new call. */
const KEPT_MS = 10 * 60_000;

interface Note {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Which calls were sent and not answered, also by a process that was killed. The same request gets the same id when it is
 * sent again, so that its gateway serves and charges it once.
 */
export class CallNotes {
  /** By the hash of their request: calls that nothing waits for any more. */
  readonly #left = new Map<string, Note>();

  private constructor(
    private readonly store: vouchers.Store,
    private readonly now: () => number,
  ) {}

  /** With the calls that the store has. */
  static async open(store: vouchers.Store, now: () => number = Date.now): Promise<CallNotes> {
    const notes = new CallNotes(store, now);
    for await (const [key, value] of store.entries(PREFIX)) {
      notes.#left.set(key.slice(PREFIX.length), JSON.parse(value) as Note);
    }
    return notes;
  }

  /** The id of a request that is about to be sent, durable when it resolves: that of the same one that was not answered. */
  async begin(request: string): Promise<string> {
    const left = this.#left.get(request);
    this.#left.delete(request);
    const at = this.now();
    const again = left !== undefined && at - left.at < KEPT_MS;
    const note: Note = { id: again ? left.id : crypto.randomUUID(), at };
    const changes = [{ key: `${PREFIX}${request}`, value: JSON.stringify(note) }];
    await this.store.commit({ changes });
    return note.id;
  }

  /** A request was not answered: it is unknown whether it was served. */
  leave(request: string, id: string): void {
    this.#left.set(request, { id, at: this.now() });
  }

  /** What takes a request that was answered out of the store. */
  answered(request: string): vouchers.Change {
    return { key: `${PREFIX}${request}`, value: null };
  }
}

/** The identity of a request: the hash of its address and body. */
export async function requestHash(url: string, body: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${url}\n${body}`);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
