/** The chain's clock as it is known here: read now and then, and carried on by this machine's own. */
export class ChainClock {
  readonly #monotonic: () => number;
  #read: { readonly at: number; readonly now: bigint } | null = null;

  /** `monotonic` counts milliseconds. */
  constructor(monotonic: () => number = () => performance.now()) {
    this.#monotonic = monotonic;
  }

  /** Takes what the chain says: unix seconds. */
  set(now: bigint): void {
    this.#read = { at: this.#monotonic(), now };
  }

  /** Unix seconds; null before the first reading. */
  get now(): bigint | null {
    if (this.#read === null) return null;
    const { at, now } = this.#read;
    return now + BigInt(Math.floor((this.#monotonic() - at) / 1_000));
  }

  /** Milliseconds since the chain was read; infinite before. */
  get ageMs(): number {
    return this.#read === null ? Infinity : this.#monotonic() - this.#read.at;
  }
}
