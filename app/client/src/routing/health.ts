import type { Offer } from "../offer";

/** How long a provider that failed is asked after all others, which doubles with each failure. */
const DOWN_MS = 5_000;
const MAX_DOWN_MS = 5 * 60_000;
/** Weight of the newest latency in the average. */
const NEWEST = 0.3;

interface State {
  readonly failures: number;
  /** Until when it counts as down, in milliseconds. */
  readonly downUntil: number;
  readonly latencyMs: number | null;
  readonly banned: boolean;
}

const WELL: State = { failures: 0, downUntil: 0, latencyMs: null, banned: false };

/** Health and latency of providers. */
export class Health {
  readonly #states = new Map<string, State>();

  constructor(private readonly now = () => performance.now()) {}

  isDown(offer: Offer): boolean {
    return this.#of(offer).downUntil > this.now();
  }

  /** Whether it charged or reported something invalid: nothing more is signed for it. */
  isBanned(offer: Offer): boolean {
    return this.#of(offer).banned;
  }

  /** Milliseconds until the first byte, on average; for its prices where nothing else was asked yet. */
  latencyMs(offer: Offer): number {
    return this.#of(offer).latencyMs ?? offer.latencyMs;
  }

  answered(offer: Offer, tookMs: number): void {
    const { latencyMs } = this.#of(offer);
    const average = latencyMs === null ? tookMs : latencyMs + NEWEST * (tookMs - latencyMs);
    this.#states.set(keyOf(offer), { ...WELL, latencyMs: average });
  }

  failed(offer: Offer): void {
    const state = this.#of(offer);
    const downMs = Math.min(DOWN_MS * 2 ** state.failures, MAX_DOWN_MS);
    const failures = state.failures + 1;
    this.#states.set(keyOf(offer), { ...state, failures, downUntil: this.now() + downMs });
  }

  ban(offer: Offer): void {
    this.#states.set(keyOf(offer), { ...this.#of(offer), banned: true });
  }

  #of(offer: Offer): State {
    return this.#states.get(keyOf(offer)) ?? WELL;
  }
}

function keyOf({ provider }: Offer): string {
  return provider.toBase58();
}
