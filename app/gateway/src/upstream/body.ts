import { Refusal } from "../refusal";

/** Bytes that wait to be taken: the connection is read no further beyond them. */
const MAX_WAITING = 256 * 1024;
/** What may come after the part that counts, and for how long: the connection is cut then, instead of being used again. */
const MAX_AFTER = 64 * 1024;
const AFTER_MS = 1_000;

/** How to work on the connection from which a body comes. */
export interface Tap {
  pause(): void;
  resume(): void;
  /** Cuts the connection. */
  cut(): void;
}

/** The body of an answer of the upstream: what has come of it, and waits to be taken. */
export class UpstreamBody {
  readonly #tap: Tap;
  #waiting: Buffer[] = [];
  #length = 0;
  #paused = false;
  #end: { readonly failure: Error | null } | null = null;
  #wake: (() => void) | null = null;
  /** Bytes that are discarded; null while the body is still needed. */
  #unwanted: number | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(tap: Tap) {
    this.#tap = tap;
  }

  /** Adds what has come. */
  push(bytes: Buffer): void {
    if (this.#unwanted !== null) {
      this.#unwanted += bytes.length;
      if (this.#unwanted > MAX_AFTER) this.destroy();
      return;
    }
    this.#waiting.push(bytes);
    this.#length += bytes.length;
    if (this.#length > MAX_WAITING && !this.#paused) {
      this.#paused = true;
      this.#tap.pause();
    }
    this.#woken();
  }

  /** Ends it: whole, or by what failed. */
  end(failure: Error | null): void {
    this.#end ??= { failure };
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#woken();
  }

  /**
   * All that came since the last time, as soon as there is something; null at the end.
   *
   * @throws what failed where it breaks off.
   */
  async next(): Promise<readonly Buffer[] | null> {
    while (this.#waiting.length === 0) {
      if (this.#end !== null) {
        if (this.#end.failure !== null) throw this.#end.failure;
        return null;
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    const taken = this.#waiting;
    this.#waiting = [];
    this.#length = 0;
    if (this.#paused) {
      this.#paused = false;
      this.#tap.resume();
    }
    return taken;
  }

  /**
   * The whole body.
   *
   * @throws Refusal `upstream-failed` for one that is too long; what failed where it breaks off.
   */
  async whole(mostBytes: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    let length = 0;
    for (let came = await this.next(); came !== null; came = await this.next()) {
      for (const piece of came) {
        pieces.push(piece);
        length += piece.length;
      }
      if (length > mostBytes) {
        this.destroy();
        const detail = `the server's answer has more than ${mostBytes} bytes: ask for a shorter one`;
        throw new Refusal("upstream-failed", { detail });
      }
    }
    return pieces.length === 1 && pieces[0] !== undefined
      ? pieces[0]
      : Buffer.concat(pieces, length);
  }

  /** Discards the rest. A short rest is read, so that the connection can be used again. */
  discard(): void {
    if (this.#end !== null || this.#unwanted !== null) return;
    this.#unwanted = this.#length;
    this.#waiting = [];
    this.#length = 0;
    this.#timer = setTimeout(() => this.destroy(), AFTER_MS).unref();
    if (this.#paused) this.#tap.resume();
  }

  /**
   * Discards the rest and cuts the connection, so that the upstream stops its work. It has ended by `failure` where
   * that is given.
   */
  destroy(failure?: Error): void {
    if (this.#end !== null) return;
    if (failure !== undefined) this.end(failure);
    this.#tap.cut();
  }

  #woken(): void {
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
  }
}
