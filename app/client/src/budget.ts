import type { vouchers } from "@diem/sdk";
import { DiemClientError } from "./errors";

/** Most that may be spent, in DIEM base units. */
export interface Budget {
  /** On one call. */
  readonly perCall: bigint;
  /** In each hour of the clock (UTC). */
  readonly perHour?: bigint;
  /** In each day (UTC). */
  readonly perDay?: bigint;
  /** In all, as far as the store remembers. */
  readonly total?: bigint;
}

const HOUR_MS = 3_600_000;
const HOURS_A_DAY = 24;

interface Spent {
  readonly total: bigint;
  /** By the number of the hour; the running day's alone. */
  readonly hours: ReadonlyMap<number, bigint>;
}

/** See {@link SpendingLimit.open}. */
export interface SpendingLimitInput {
  readonly budget: Budget;
  /** Must be durable. */
  readonly store: vouchers.Store;
  /** What the limits are for, such as a channel. */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Keeps what is spent within a budget. What open calls may cost counts as spent. */
export class SpendingLimit {
  readonly #input: SpendingLimitInput;
  readonly #key: string;
  readonly #now: () => number;
  #spent: Spent;
  #open = 0n;

  private constructor(input: SpendingLimitInput, spent: Spent) {
    this.#input = input;
    this.#key = keyOf(input);
    this.#now = input.now ?? Date.now;
    this.#spent = spent;
  }

  /** With what was spent before, as the store has it. */
  static async open(input: SpendingLimitInput): Promise<SpendingLimit> {
    const text = await input.store.get(keyOf(input));
    return new SpendingLimit(input, text === null ? { total: 0n, hours: new Map() } : read(text));
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
      const message = `the call may cost ${most} DIEM base units, and ${left} of the budget's ${name} are left: raise it, or ask for less`;
      throw new DiemClientError("OverBudget", { message, context: { needed: most, left } });
    }
    this.#open += most;
  }

  /** Ends a call that was opened with `most`, and did cost `cost`. */
  async close(most: bigint, cost: bigint): Promise<void> {
    this.#open -= most;
    if (cost === 0n) return;
    const hour = Math.floor(this.#now() / HOUR_MS);
    const hours = new Map([...this.#spent.hours].filter(([of]) => sameDay(of, hour)));
    hours.set(hour, (hours.get(hour) ?? 0n) + cost);
    this.#spent = { total: this.#spent.total + cost, hours };
    const changes = [{ key: this.#key, value: write(this.#spent) }];
    await this.#input.store.commit({ changes });
  }

  get #most(): bigint {
    return this.#input.budget.perCall;
  }

  #limits(): { readonly name: keyof Budget; readonly left: bigint }[] {
    const { perCall, perHour, perDay, total } = this.#input.budget;
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

function write({ total, hours }: Spent): string {
  const entries = [...hours].map(([hour, spent]) => [hour, String(spent)]);
  return JSON.stringify({ total: String(total), hours: entries });
}

function read(text: string): Spent {
  const { total, hours } = JSON.parse(text) as { total: string; hours: [number, string][] };
  return { total: BigInt(total), hours: new Map(hours.map(([hour, of]) => [hour, BigInt(of)])) };
}
