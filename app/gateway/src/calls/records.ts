import type { Headers } from "../http/answer";
import { Refusal } from "../refusal";
import { Fifo } from "./fifo";

/** How long a served call is remembered, and how many of them are: the oldest are forgotten first. */
const REMEMBERED_MS = 10 * 60 * 1000;
const MAX_REMEMBERED = 200_000;
/** Most characters of an answer that is kept with it. */
const MAX_KEPT = 64 * 1024;
/** Most characters of all answers that are kept: the oldest are dropped first. */
const MAX_KEPT_IN_ALL = 64 * 1024 * 1024;

/** An answer that is given again. */
export interface KeptAnswer {
  readonly text: string;
  readonly headers: Headers;
}

interface ServedCall {
  readonly key: string;
  readonly body: string;
  readonly until: number;
  answer: KeptAnswer | null;
}

/** See {@link CallRecords}. */
export interface CallRecordsOptions {
  /** In milliseconds. */
  readonly now?: () => number;
  /** How many served calls are remembered. */
  readonly most?: number;
  /** Most characters of all answers that are kept. */
  readonly mostKept?: number;
}

/**
 * Running and served calls, by channel and call id, so that none is computed and charged twice. The ledger also stores
 * a channel's last calls, for a restart of the gateway. This class has their bodies and answers.
 */
export class CallRecords {
  /** The bodies of calls that run. */
  readonly #running = new Map<string, string>();
  readonly #served = new Map<string, ServedCall>();
  /** The same. */
  readonly #order = new Fifo<ServedCall>();
  /** Those whose answers were kept. */
  readonly #answered = new Fifo<ServedCall>();
  readonly #options: Required<CallRecordsOptions>;
  #kept = 0;

  constructor({
    now = () => performance.now(),
    most = MAX_REMEMBERED,
    mostKept = MAX_KEPT_IN_ALL,
  }: CallRecordsOptions = {}) {
    this.#options = { now, most, mostKept };
  }

  /**
   * Begins a call; returns the answer where it was served and its answer is kept.
   *
   * @param body a hash of the request.
   * @throws Refusal `call-in-progress`, `call-served` or `call-id-reused`.
   */
  begin(key: string, body: string): KeptAnswer | null {
    this.#forget();
    const served = this.#served.get(key);
    const known = served?.body ?? this.#running.get(key);
    if (known === undefined) {
      this.#running.set(key, body);
      return null;
    }
    if (known !== body) {
      const detail = "the call id was used for another body: use a new id for each call";
      throw new Refusal("call-id-reused", { detail });
    }
    if (served === undefined) {
      const detail = "the call is being served: ask again in a moment";
      throw new Refusal("call-in-progress", { detail, headers: { "retry-after": "1" } });
    }
    if (served.answer !== null) return served.answer;
    const detail =
      "the call was served and charged, and its answer is not stored: use a new id to repeat it";
    throw new Refusal("call-served", { detail });
  }

  /** Remembers a call as served, with its answer where that is short. */
  served(key: string, answer: KeptAnswer | null): void {
    const body = this.#running.get(key);
    if (body === undefined) return;
    this.#running.delete(key);
    const call: ServedCall = {
      key,
      body,
      until: this.#options.now() + REMEMBERED_MS,
      answer: null,
    };
    this.#served.set(key, call);
    this.#order.push(call);
    if (answer === null || answer.text.length > MAX_KEPT) return;
    call.answer = answer;
    this.#kept += answer.text.length;
    this.#answered.push(call);
    for (let oldest = this.#answered.first; oldest !== undefined; oldest = this.#answered.first) {
      if (oldest.answer !== null && this.#kept <= this.#options.mostKept) break;
      this.#dropAnswer(oldest);
      this.#answered.shift();
    }
  }

  /** Forgets a call that was not charged: it may be asked again. */
  dropped(key: string): void {
    this.#running.delete(key);
  }

  #forget(): void {
    const { now, most } = this.#options;
    const time = now();
    for (let oldest = this.#order.first; oldest !== undefined; oldest = this.#order.first) {
      if (oldest.until > time && this.#served.size <= most) return;
      this.#order.shift();
      this.#served.delete(oldest.key);
      this.#dropAnswer(oldest);
    }
  }

  #dropAnswer(call: ServedCall): void {
    this.#kept -= call.answer?.text.length ?? 0;
    call.answer = null;
  }
}
