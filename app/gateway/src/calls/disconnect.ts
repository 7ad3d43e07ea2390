import type { ServerResponse } from "node:http";
import type { Cancellation } from "../upstream/upstream";

/** Watches whether a client leaves before it is answered. */
export class Disconnect implements Cancellation {
  readonly #response: ServerResponse;
  readonly #cancels: boolean;
  readonly #onClose = () => this.#closed();
  #task: (() => void) | null = null;
  #gone = false;

  /** `onDisconnect` decides what happens to the upstream's work then. */
  constructor(response: ServerResponse, onDisconnect: "cancel" | "drain") {
    this.#response = response;
    this.#cancels = onDisconnect === "cancel";
    response.on("close", this.#onClose);
    if (response.destroyed) this.#closed();
  }

  /** Whether the client has left. */
  get gone(): boolean {
    return this.#gone;
  }

  /** Whether the client has left and the upstream is to stop then. */
  get cancelled(): boolean {
    return this.#gone && this.#cancels;
  }

  onCancel(task: () => void): void {
    this.#task = task;
    if (this.cancelled) task();
  }

  /** Ends the watch. */
  done(): void {
    this.#response.off("close", this.#onClose);
  }

  #closed(): void {
    if (this.#response.writableFinished) return;
    this.#gone = true;
    if (this.#cancels) this.#task?.();
  }
}
