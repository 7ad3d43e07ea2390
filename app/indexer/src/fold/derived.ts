import type { DerivedRows } from "../store/program-store";
import { plain, type PlainEvent } from "../store/plain";
import type { Entry } from "../store/rows";
import type { SnapshotRow, StateRow, UsageRow } from "../store/tables";
import { channelTurned, offerTurned, type Said, saidBy, type Turn } from "./accounts";
import { applyTo, createdMarket, epochOf } from "./apply";
import { figuresOf } from "./figures";
import { type MarketState, writeMarket } from "./market";

/** The stored state of an account. */
export type Known = Pick<StateRow, "open" | "data">;
/** Reads what is stored of an account; null if there is nothing yet. */
export type Lookup = (
  kind: StateRow["kind"],
  market: string,
  account: string,
) => Promise<Known | null>;

/** Maximum number of cached accounts. */
const REMEMBERED = 20_000;

/**
 * Data derived from the events of a program: the newest state of each account, the served use, and each market's
 * figures per epoch. Events are applied in order. `take` returns the changed rows.
 */
export class Derived {
  readonly #markets: Map<string, MarketState>;
  /** The newest rows of accounts, stored or not. */
  readonly #recent = new Map<string, Known>();
  readonly #states = new Map<string, StateRow>();
  readonly #usage = new Map<string, UsageRow>();
  readonly #snapshots = new Map<string, SnapshotRow>();
  /** Markets that have changed, and the place of the event that changed them last. */
  readonly #changed = new Map<string, string>();

  constructor(
    private readonly program: string,
    markets: Iterable<readonly [string, MarketState]>,
    private readonly lookup: Lookup,
  ) {
    this.#markets = new Map(markets);
  }

  /** The markets as they are now. */
  get markets(): ReadonlyMap<string, MarketState> {
    return this.#markets;
  }

  /** Applies an event. If a market's creation is missing, only its accounts are known, not its figures. */
  async apply({ row, event, counted }: Entry): Promise<void> {
    const { market, place } = row;
    if (event.name === "MarketCreated") this.#markets.set(market, createdMarket(event.data));
    const state = this.#markets.get(market);
    if (state !== undefined) {
      if (epochOf(state, event) !== state.epoch) this.#snapshot(market, state);
      applyTo(state, event);
      const own = counted.find(({ account }) => account === market);
      state.sequence = own?.sequence ?? state.sequence;
      this.#changed.set(market, place);
    }
    const accounts = counted.map(({ account }) => account);
    for (const said of saidBy(event, accounts)) {
      const turn = await this.#turn(said, { market, place });
      if (state === undefined) continue;
      if (said.kind === "provider") offerTurned(state, turn);
      if (said.kind === "channel") channelTurned(state, turn);
    }
    this.#report(market, event, accounts);
  }

  /** The rows that have changed since they were taken last. */
  take(): DerivedRows {
    for (const [market, place] of this.#changed) {
      const state = this.#markets.get(market);
      if (state === undefined) continue;
      this.#snapshot(market, state);
      const key = { program: this.program, market, kind: "market" as const, account: market };
      const owner = state.birth.creator;
      const row = { ...key, owner, provider: "", open: 1, place, data: writeMarket(state) };
      this.#states.set(market, row);
    }
    const rows = {
      states: [...this.#states.values()],
      usage: [...this.#usage.values()],
      snapshots: [...this.#snapshots.values()],
    };
    for (const map of [this.#changed, this.#states, this.#usage, this.#snapshots]) map.clear();
    return rows;
  }

  #snapshot(market: string, state: MarketState): void {
    const { program } = this;
    const { epoch, timestamp } = state;
    const data = JSON.stringify(plain(figuresOf(state)));
    const row = { program, market, epoch, timestamp: Number(timestamp), data };
    this.#snapshots.set(`${market} ${String(epoch)}`, row);
  }

  /** Merges the state in an event into the known state of an account. */
  async #turn(
    { kind, account, open, data }: Said,
    { market, place }: { readonly market: string; readonly place: string },
  ): Promise<Turn> {
    const name = `${kind} ${market} ${account}`;
    const known = this.#recent.get(name) ?? (await this.lookup(kind, market, account));
    const earlier = known === null ? {} : (JSON.parse(known.data) as Record<string, unknown>);
    const before = known?.open === 1 ? earlier : null;
    // an account that is opened again keeps nothing of the earlier one
    const after = open && before === null ? { ...data } : { ...earlier, ...data };
    const row: StateRow = {
      ...{ program: this.program, market, kind, account, place, open: open ? 1 : 0 },
      owner: kind === "channel" ? textOf(after, "consumer") : textOf(after, "owner"),
      provider: kind === "channel" ? textOf(after, "provider") : "",
      data: JSON.stringify(after),
    };
    this.#states.set(name, row);
    this.#remember(name, row);
    return { account, before, after: open ? after : null };
  }

  #remember(name: string, known: Known): void {
    this.#recent.delete(name);
    this.#recent.set(name, known);
    const [oldest] = this.#recent.keys();
    // what is not stored yet must not be read from there
    if (this.#recent.size > REMEMBERED + this.#states.size && oldest !== undefined) {
      this.#recent.delete(oldest);
    }
  }

  #report(market: string, { name, data }: PlainEvent, accounts: readonly string[]): void {
    if (name !== "UsageReported") return;
    const { program } = this;
    const provider = accounts.at(-1) ?? "";
    const { epoch } = data.record;
    const { price, bond, capacity, quotaCapacity } = data.provider;
    const reported = { ...data.usage, offer: { price, bond, capacity, quotaCapacity } };
    const row = { program, market, provider, epoch, data: JSON.stringify(reported) };
    this.#usage.set(`${provider} ${String(epoch)}`, row);
  }
}

function textOf(data: Record<string, unknown>, name: string): string {
  const value = data[name];
  return typeof value === "string" ? value : "";
}
