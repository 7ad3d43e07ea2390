import { clientGroup } from "../http/client-address";
import { Refusal } from "../refusal";
import { TokenBuckets } from "./token-buckets";

/** How long a client is known that has sent a good signature, and how many of them are. */
const PROVEN_MS = 10 * 60 * 1_000;
const MAX_PROVEN = 10_000;
const STRANGERS = "strangers";

/** See {@link BadSignatures}. */
export interface BadSignaturesInput {
  /** Bad signatures of one client that are checked in a minute. */
  readonly perMinute: number;
  /** Of all clients together that have sent no good one in the last ten minutes. */
  readonly strangersPerMinute: number;
  /** Told of each bad signature that was checked. */
  readonly onBad: () => void;
  /** In milliseconds. */
  readonly now?: () => number;
}

/**
 * Limits the work for bad signatures. They are counted per client address, and for all unknown clients together. A
 * channel's address is public, so a count per channel would let anyone block its consumer. A client that has sent a
 * good signature for a channel in the last ten minutes is counted separately, so others at its address do not affect
 * it.
 */
export class BadSignatures {
  readonly #clients: TokenBuckets;
  readonly #strangers: TokenBuckets;
  readonly #proven = new Map<string, number>();
  readonly #onBad: () => void;
  readonly #now: () => number;
  /** Whether any was sent so far: until then nothing is looked up. */
  #any = false;

  constructor({
    perMinute,
    strangersPerMinute,
    onBad,
    now = () => performance.now(),
  }: BadSignaturesInput) {
    this.#clients = new TokenBuckets({ perMinute, now });
    this.#strangers = new TokenBuckets({ perMinute: strangersPerMinute, now });
    this.#onBad = onBad;
    this.#now = now;
  }

  /** Seconds for which no signature is checked of a client and a channel; 0 where the next one is. */
  waitSecs(client: string, channel: string): number {
    if (!this.#any) return 0;
    if (this.#isProven(client, channel)) return this.#clients.waitSecs(pairOf(client, channel));
    return Math.max(
      this.#clients.waitSecs(clientGroup(client)),
      this.#strangers.waitSecs(STRANGERS),
    );
  }

  /** Counts a bad signature. */
  bad(client: string, channel: string): void {
    this.#any = true;
    this.#onBad();
    if (this.#isProven(client, channel)) {
      this.#clients.take(pairOf(client, channel));
      return;
    }
    this.#clients.take(clientGroup(client));
    this.#strangers.take(STRANGERS);
  }

  /** Records that a client has sent a good signature. */
  good(client: string, channel: string): void {
    const pair = pairOf(client, channel);
    const until = this.#now() + PROVEN_MS;
    const known = this.#proven.get(pair);
    // recording it from time to time is enough
    if (known !== undefined && until - known < PROVEN_MS / 2) return;
    this.#proven.delete(pair);
    const [oldest] = this.#proven.size < MAX_PROVEN ? [] : this.#proven.keys();
    if (oldest !== undefined) this.#proven.delete(oldest);
    this.#proven.set(pair, until);
  }

  #isProven(client: string, channel: string): boolean {
    return (this.#proven.get(pairOf(client, channel)) ?? 0) > this.#now();
  }
}

/** The refusal of a signature that is not checked. Its connection waits as long as the client should. */
export function tooManyBadSignatures(waitSecs: number): Refusal {
  const secs = Math.ceil(waitSecs);
  const detail = `too many bad signatures came from your address: sign with the channel's key, and try again in ${secs} seconds`;
  const headers = { "retry-after": String(secs) };
  return new Refusal("too-many-requests", { detail, headers, delayMs: waitSecs * 1_000 });
}

function pairOf(client: string, channel: string): string {
  return `${client} ${channel}`;
}
