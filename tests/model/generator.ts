import { fitting, U64_MAX } from "./integers";

const MILLE = 1_000n;

/** The choices of one step, drawn beforehand, so that a step means the same wherever it is replayed. */
export class Generator {
  private at = 0;

  constructor(private readonly values: readonly number[]) {}

  /** A whole number below `bound`. */
  below(bound: number): number {
    const value = this.values[this.at % this.values.length] ?? 0;
    const round = Math.floor(this.at / this.values.length);
    this.at += 1;
    return (value + round * 7_919) % bound;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError("nothing to choose from");
    return list[this.below(list.length)] as T;
  }

  /** One of the list, where there is any. */
  pickAny<T>(list: readonly T[]): T | undefined {
    return list.length === 0 ? undefined : this.pick(list);
  }

  /** One for which it makes sense, mostly; and where there is none, mostly none at all. */
  likely<T>(list: readonly T[], sensible: (each: T) => boolean): T | undefined {
    const fitting = list.filter(sensible);
    const stray = this.below(100);
    if (fitting.length > 0) return this.pick(stray < 10 ? list : fitting);
    return stray < 20 ? this.pickAny(list) : undefined;
  }

  /** The right one, and now and then another. */
  mostly<T>(right: T, others: readonly T[], percent = 4): T {
    return this.chance(percent) && others.length > 0 ? this.pick(others) : right;
  }

  /** A part of `most` in thousandths, and as often one of its edges. */
  amount(most: bigint): bigint {
    const edge = this.below(100);
    const mille = BigInt(this.below(1_000)) + 1n;
    if (edge < 2) return 0n;
    if (edge < 6) return 1n;
    if (edge < 18) return most;
    if (edge < 24) return fitting(most + 1n);
    if (edge < 26) return U64_MAX;
    if (edge < 30) return most > 0n ? most - 1n : 0n;
    const part = (most * mille) / MILLE;
    const small = edge < 50 ? part / 10n : part;
    return small === 0n && most > 0n ? 1n : small;
  }

  /** The limit or one beyond it. */
  around(limit: bigint): bigint {
    return this.pick([limit - 1n, limit, limit, limit + 1n]);
  }
}
