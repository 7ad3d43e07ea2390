import type { Unfinal } from "./follow/overlay";
import type { Entry } from "./store/rows";

/** Messages to listeners of the newest events. */
export type HubMessage =
  | { readonly kind: "event"; readonly program: string; readonly entry: Entry }
  | {
      readonly kind: "confirmed" | "dropped";
      readonly program: string;
      readonly transaction: Unfinal;
    };

/** Sends the newest events to all listeners. */
export class Hub {
  readonly #listeners = new Set<(told: HubMessage) => void>();

  /** Listens; the returned function ends it. */
  listen(listener: (told: HubMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(told: HubMessage): void {
    for (const listener of this.#listeners) listener(told);
  }
}
