import { Refusal } from "../refusal";
import { StoreFailure } from "../store/gateway-store";

/** How long to wait before the store is tried again. */
const AGAIN_MS = 1_000;

/** See {@link UnbookedCalls}. */
export interface UnbookedCallsInput {
  /**
   * Called for a charge that can never be booked, because another gateway has the channel and has booked the stored
   * progress.
   */
  readonly onGivenUp: (error: unknown) => void;
}

/**
 * Calls that were delivered while the store did not work. Each is booked as soon as possible, and keeps its reservation
 * until then. No call is served meanwhile, so there are at most as many as were open when the store failed.
 */
export class UnbookedCalls {
  readonly #books = new Set<() => Promise<void>>();
  #timer: NodeJS.Timeout | null = null;
  #booking: Promise<void> | null = null;

  constructor(private readonly input: UnbookedCallsInput) {}

  get size(): number {
    return this.#books.size;
  }

  /** Books later: calls `book` until the store accepts it. */
  add(book: () => Promise<void>): void {
    this.#books.add(book);
    this.#timer ??= setTimeout(() => void this.#again(), AGAIN_MS);
  }

  /** Tries once more, for the last time. The next start books the stored progress of the calls. */
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
