import { Refusal } from "../refusal";
import { StoreFailure } from "../store/gateway-store";

/** How long to wait before the store is tried again. */
const AGAIN_MS = 1_000;

/** See {@link UnbookedCalls}. */
export interface UnbookedCallsInput {
  /** Told of a charge that can never be booked: another gateway has the channel, and has booked what was kept of the call. */
  readonly onGivenUp: (error: unknown) => void;
}

/**
 * Calls that were delivered while the store could not be written: each is booked as soon as it can be, and holds its
 * reservation until then. No call is served meanwhile, so they are no more than were open when the store failed.
 */
export class UnbookedCalls {
  readonly #books = new Set<() => Promise<void>>();
  #timer: NodeJS.Timeout | null = null;
  #booking: Promise<void> | null = null;

  constructor(private readonly input: UnbookedCallsInput) {}

  get size(): number {
    return this.#books.size;
  }

  /** Books later: `book` is tried until it does not fail because of the store. */
  add(book: () => Promise<void>): void {
    this.#books.add(book);
    this.#timer ??= setTimeout(() => void this.#again(), AGAIN_MS);
  }

  /** Tries once more, and no more after that: the next start books what was kept of the calls. */
  async close(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#booking;
    await this.#bookAll();
    this.#books.clear();
  }

  async #again(): Promise<void> {
    this.#booking = this.#bookAll();
    await this.#booking;
    this.#timer = this.#books.size > 0 ? setTimeout(() => void this.#again(), AGAIN_MS) : null;
  }

  /** All in one turn, which is one commit. */
  async #bookAll(): Promise<void> {
    const booked = [...this.#books].map((book) =>
      book().then(
        () => this.#books.delete(book),
        (error: unknown) => {
          if (isStoreFailure(error)) return;
          this.#books.delete(book);
          this.input.onGivenUp(error);
        },
      ),
    );
    await Promise.all(booked);
  }
}

function isStoreFailure(error: unknown): boolean {
  return error instanceof Refusal && error.cause instanceof StoreFailure;
}
