const MINUTE_MS = 60_000;
/** Most keys that are known: the oldest are forgotten first. */
const MAX_BUCKETS = 10_000;

/** See {@link TokenBuckets}. */
export interface TokenBucketsInput {
  /** Tokens that come back in a minute, and that are there at first. */
  readonly perMinute: number;
  /** In milliseconds. */
  readonly now: () => number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** A token bucket per key. */
export class TokenBuckets {
  readonly #buckets = new Map<string, Bucket>();

  constructor(private readonly input: TokenBucketsInput) {}

  /** Seconds until a key has a token; 0 where it has one. */
  waitSecs(key: string): number {
    const { perMinute } = this.input;
    const { tokens } = this.#filled(key);
    return tokens >= 1 ? 0 : ((1 - tokens) / perMinute) * (MINUTE_MS / 1_000);
  }

  /** Takes a token of a key away. */
  take(key: string): void {
    const bucket = this.#filled(key);
    this.#buckets.delete(key);
    const [oldest] = this.#buckets.size < MAX_BUCKETS ? [] : this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
    this.#buckets.set(key, { ...bucket, tokens: Math.max(bucket.tokens - 1, 0) });
  }

  #filled(key: string): Bucket {
    const { perMinute, now } = this.input;
    const at = now();
    const known = this.#buckets.get(key);
    if (known === undefined) return { tokens: perMinute, at };
    const back = ((at - known.at) / MINUTE_MS) * perMinute;
    return { tokens: Math.min(known.tokens + back, perMinute), at };
  }
}
