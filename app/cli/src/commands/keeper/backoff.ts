const FIRST_MS = 500;
const CAP_MS = 60_000;

/**
 * The wait after a failure: it doubles each time up to a cap, with a random part, so that keepers do not retry at the
 * same moment.
 */
export class Backoff {
  private failures = 0;

  constructor(private readonly random: () => number = Math.random) {}

  /** Milliseconds to wait after one more failure. */
  next(): number {
    const most = Math.min(CAP_MS, FIRST_MS * 2 ** this.failures);
    this.failures = Math.min(this.failures + 1, 16); // beyond the cap nothing changes
    return most / 2 + (most / 2) * this.random();
  }

  /** To be called after a success. */
  reset(): void {
    this.failures = 0;
  }
}
