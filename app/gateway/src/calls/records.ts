import type { Headers } from "../http/answer";
import { Refusal } from "../refusal";

/** How long a served call is remembered. */
export const REMEMBERED_MS = 10 * 60 * 1000;
/** Most characters of an answer that is kept with it. */
const MOST_KEPT = 64 * 1024;
/** Most characters of all answers that are kept: the oldest are dropped first. */
const MOST_KEPT_IN_ALL = 64 * 1024 * 1024;

/** An answer that is given again. */
export interface KeptAnswer {
  readonly text: string;
  readonly headers: Headers;
}

interface Entry {
  readonly body: string;
  state: "running" | "served";
  answer: KeptAnswer | null;
  until: number;
}

/**
 * Which calls run and which were served, by channel and call: none is computed and charged twice. The ledger remembers a
 * channel's last calls as well, for a gateway that starts again; here are their bodies and answers.
 */
export class CallRecords {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;
  #kept = 0;

  /** `now` is in milliseconds. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /**
   * Begins a call; returns the answer where it was served and its answer is kept.
   *
   * @param body a hash of the request.
   * @throws Refusal `call-in-progress`, `call-served` or `call-id-reused`.
   */
  begin(key: string, body: string): KeptAnswer | null {
    this.#forget();
    const found = this.#entries.get(key);
    if (found === undefined) {
      const until = this.#now() + REMEMBERED_MS;
      this.#entries.set(key, { body, state: "running", answer: null, until });
      return null;
    }
    if (found.body !== body) {
      const detail = "the call id was used for another body: use a new id for each call";
      throw new Refusal("call-id-reused", { detail });
    }
    if (found.state === "running") {
      const detail = "the call is being served: ask again in a moment";
      throw new Refusal("call-in-progress", { detail, headers: { "retry-after": "1" } });
    }
    if (found.answer !== null) return found.answer;
    const detail =
      "the call was served and charged, and its answer is not kept: use a new id to ask anew";
    throw new Refusal("call-served", { detail });
  }

  /** Remembers a call as served, with its answer where that is short. */
  served(key: string, answer: KeptAnswer | null): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    entry.state = "served";
    entry.until = this.#now() + REMEMBERED_MS;
    // at the end of the order in which entries are forgotten
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (answer !== null && answer.text.length <= MOST_KEPT) {
      entry.answer = answer;
      this.#kept += answer.text.length;
      this.#dropAnswers();
    }
  }

  /** Forgets a call that was not charged: it may be asked again. */
  dropped(key: string): void {
    this.#entries.delete(key);
  }

  #forget(): void {
    const now = this.#now();
    for (const [key, entry] of this.#entries) {
      if (entry.state === "running") continue;
      if (entry.until > now) return;
      this.#entries.delete(key);
      this.#kept -= entry.answer?.text.length ?? 0;
    }
  }

  #dropAnswers(): void {
    for (const entry of this.#entries.values()) {
      if (this.#kept <= MOST_KEPT_IN_ALL) return;
      this.#kept -= entry.answer?.text.length ?? 0;
      entry.answer = null;
    }
  }
}
