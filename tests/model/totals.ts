import { MILESTONES } from "./milestones";
import type { State } from "./state";

/** What many histories reached. */
export class Totals {
  histories = 0;
  calls = 0;
  /** How often each instruction succeeded, and each error was predicted and met. */
  readonly succeeded = new Map<string, number>();
  readonly errors = new Map<string, number>();
  /** Why entries of settlements were skipped while others settled. */
  readonly skipped = new Map<string, number>();

  /** How often each turn of the rules was taken. */
  readonly milestones = new Map(Object.keys(MILESTONES).map((name) => [name, 0]));

  count(name: string, error: string | null): void {
    this.calls += 1;
    const [counts, key] = error === null ? [this.succeeded, name] : [this.errors, error];
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }

  /** Counts the parts of a call that were skipped, each with its error. */
  skip(verdicts: readonly (string | null)[]): void {
    for (const error of verdicts) {
      if (error !== null) this.skipped.set(error, (this.skipped.get(error) ?? 0) + 1);
    }
  }

  /** Counts the turns that a successful call took. */
  pass(before: State, after: State): void {
    for (const [name, reached] of Object.entries(MILESTONES)) {
      const times = after.events.filter((event) => reached({ before, after, event })).length;
      this.milestones.set(name, (this.milestones.get(name) ?? 0) + times);
    }
  }

  report(seconds: number): string {
    const sorted = (counts: ReadonlyMap<string, number>) =>
      [...counts].sort(([, a], [, b]) => b - a).map(([name, count]) => `${name} ${count}`);
    const successes = [...this.succeeded.values()].reduce((sum, count) => sum + count, 0);
    const percent = Math.round((successes * 100) / Math.max(this.calls, 1));
    const rate = Math.round(this.calls / Math.max(seconds, 1e-3));
    return [
      `${this.calls} calls in ${this.histories} histories, ${rate} a second; ${percent} % succeeded`,
      `${this.succeeded.size} kinds of calls succeeded: ${sorted(this.succeeded).join(", ")}`,
      `${this.errors.size} errors predicted and met: ${sorted(this.errors).join(", ")}`,
      `turns taken: ${sorted(this.milestones).join(", ")}`,
      `${this.skipped.size} reasons to skip a voucher met: ${sorted(this.skipped).join(", ")}`,
    ].join("\n");
  }
}
