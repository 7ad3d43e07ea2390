import type { vouchers } from "@diem/sdk";
import { DiemClientError } from "./errors";

/** Maximum spending, in DIEM base units. It is read at each call, so getters can change it. */
export interface Budget {
  /** On one call. */
  readonly perCall: bigint;
  /** In each hour of the clock (UTC). */
  readonly perHour?: bigint;
  /** In each day (UTC). */
  readonly perDay?: bigint;
  /** In total, as far as the store has it. */
  readonly total?: bigint;
}

const HOUR_MS = 3_600_000;
const HOURS_A_DAY = 24;

interface Spent {
  readonly total: bigint;
  /** By the number of the hour; the running day's alone. */
  readonly hours: ReadonlyMap<number, bigint>;
  /** What was used of each channel when it was last looked at, by its address. */
  readonly seen: ReadonlyMap<string, bigint>;
}

/** See {@link SpendingLimit.open}. */
export interface SpendingLimitInput {
  readonly budget: Budget;
  /** Where {@link SpendingLimit.observe}'s changes go. Must be durable. */
  readonly store: vouchers.Store;
  /** What the limits are for, such as a provider. */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * Keeps spending within a budget. The maximum cost of open calls counts as spent. Spending is the growth of the
 * channels' use, and not a sum of receipts. If an answer was lost or the client was killed, the call counts as soon as
 * the next answer reports its use. Until then its ceiling limits it.
 */
export class SpendingLimit {
  readonly #budget: Budget;
  readonly #key: string;
  readonly #now: () => number;
  #spent: Spent;
  #open = 0n;

  private constructor(input: SpendingLimitInput, spent: Spent) {
    this.#budget = input.budget;
    this.#key = keyOf(input);
    this.#now = input.now ?? Date.now;
    this.#spent = spent;
  }

  /** With what was spent before, as the store has it. */
  static async open(input: SpendingLimitInput): Promise<SpendingLimit> {
    const text = await input.store.get(keyOf(input));
    const nothing: Spent = { total: 0n, hours: new Map(), seen: new Map() };
    return new SpendingLimit(input, text === null ? nothing : read(text));
  }

  /** DIEM base units that may still be spent, on one call and within all limits. */
  get left(): bigint {
    return this.#limits().reduce((least, { left }) => (left < least ? left : least), this.#most);
  }

  /**
   * Opens a call that may cost `most`.
   *
   * @throws DiemClientError `OverBudget`, with what is left.
   */
  hold(most: bigint): void {
    const { left } = this;
    if (most > left) {
      const name = this.#limits().find((limit) => limit.left < most)?.name ?? "perCall";
      const message = `the call may cost ${most} DIEM base units, and ${left} of the budget's ${name} are left: raise this limit, or ask for less`;
      throw new DiemClientError("OverBudget", { message, context: { needed: most, left } });
    }
    this.#open += most;
  }

  /** Ends a call that was opened with `most`. */
  release(most: bigint): void {
    this.#open -= most;
  }

  /**
   * Records the total use of a channel. Its growth was spent; for a channel that is new here, nothing was.
   *
   * @returns what the store must have, or null if nothing changed.
   */
  observe(channel: string, used: bigint): vouchers.Change | null {
    const before = this.#spent.seen.get(channel);
    if (before !== undefined && used <= before) return null;
    const cost = before === undefined ? 0n : used - before;
    const hour = Math.floor(this.#now() / HOUR_MS);
    const hours = new Map([...this.#spent.hours].filter(([of]) => sameDay(of, hour)));
    hours.set(hour, (hours.get(hour) ?? 0n) + cost);
    const seen = new Map(this.#spent.seen).set(channel, used);
    this.#spent = { total: this.#spent.total + cost, hours, seen };
    return { key: this.#key, value: write(this.#spent) };
  }

  get #most(): bigint {
    return this.#budget.perCall;
  }

  #limits(): { readonly name: keyof Budget; readonly left: bigint }[] {
    const { perCall, perHour, perDay, total } = this.#budget;
    const hour = Math.floor(this.#now() / HOUR_MS);
    const today = [...this.#spent.hours].filter(([of]) => sameDay(of, hour));
    const inDay = today.reduce((sum, [, spent]) => sum + spent, 0n);
    const inHour = this.#spent.hours.get(hour) ?? 0n;
    const left = (limit: bigint | undefined, spent: bigint) => {
      if (limit === undefined) return undefined;
      const rest = limit - spent - this.#open;
      return rest > 0n ? rest : 0n;
    };
    const limits = {
      ...{ perCall, perHour: left(perHour, inHour), perDay: left(perDay, inDay) },
      total: left(total, this.#spent.total),
    };
    return (["perCall", "perHour", "perDay", "total"] as const).flatMap((name) => {
      const of = limits[name];
      return of === undefined ? [] : [{ name, left: of }];
    });
  }
}

function keyOf({ key }: SpendingLimitInput): string {
  return `diem-client/spent/${key}`;
}

function sameDay(hour: number, other: number): boolean {
  return Math.floor(hour / HOURS_A_DAY) === Math.floor(other / HOURS_A_DAY);
}

interface Written {
  readonly total: string;
  readonly hours: readonly (readonly [number, string])[];
  readonly seen: readonly (readonly [string, string])[];
}

function write({ total, hours, seen }: Spent): string {
  const texts = <Key>(map: ReadonlyMap<Key, bigint>) =>
    [...map].map(([key, amount]) => [key, String(amount)] as const);
  const written: Written = { total: String(total), hours: texts(hours), seen: texts(seen) };
  return JSON.stringify(written);
}

function read(text: string): Spent {
  const { total, hours, seen } = JSON.parse(text) as Written;
  const amounts = <Key>(entries: readonly (readonly [Key, string])[]) =>
    new Map(entries.map(([key, amount]) => [key, BigInt(amount)]));
  return { total: BigInt(total), hours: amounts(hours), seen: amounts(seen) };
}
