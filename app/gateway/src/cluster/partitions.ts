import { setTimeout as pause } from "node:timers/promises";
import { vouchers } from "@diem/sdk";
import { storeUnavailable } from "../chain/refusals";
import type { Lease } from "../postgres/lease";
import type { Leases } from "../postgres/leases";
import { Refusal } from "../refusal";
import { OwnedPartition } from "./owned";
import { Signal } from "./signal";

/** The user of the partitions' channels. */
export interface PartitionUser {
  /** Loads them; none of them where it throws. */
  takePartitions(partitions: readonly number[]): Promise<void>;
  leavePartitions(partitions: readonly number[]): void;
}

/** See {@link Partitions}. */
export interface PartitionsInput {
  readonly leases: Pick<Leases, "renew" | "others" | "partitions" | "take" | "give" | "end">;
  readonly user: PartitionUser;
  /** Of this gateway, as the leases have it. */
  readonly owner: string;
  /** Seconds without a sign of life after which a gateway loses its partitions. */
  readonly leaseSecs: number;
  /** Where the ledger looks for the fence of a partition that it takes on. */
  readonly fences: Map<number, number>;
  readonly onError: (error: unknown) => void;
}

/** Where a call goes: it is served here, and `exit` is to be called when it has ended, or by the gateway at `url`. */
export type Place = { readonly here: OwnedPartition } | { readonly url: string };

/** How often a gateway renews its leases while they last. */
const BEATS = 8;
/** How long a partition that moves waits for its open calls; it stays where they take longer. */
const MOVE_MS = 2_000;
const LOOK_MS = 100;
/** Most calls that wait for a partition. */
const MAX_WAITING = 1_000;

/**
 * The partitions of channels that this gateway owns. Gateways share them evenly: one that has too many gives some away
 * as soon as no call is open in them. Calls wait meanwhile.
 */
export class Partitions {
  readonly #input: PartitionsInput;
  readonly #changed = new Signal();
  readonly #own = new Map<number, OwnedPartition>();
  #url = "";
  #urls = new Map<number, string>();
  #timer: NodeJS.Timeout | null = null;
  #beating: Promise<void> | null = null;
  #looking: Promise<void> | null = null;
  #moves = new Set<Promise<void>>();
  /** How many take partitions. */
  #gateways = 1;
  #ending = false;
  #waiting = 0;
  /** When the leases end, by this machine's clock. */
  #until = 0;

  constructor(input: PartitionsInput) {
    this.#input = input;
  }

  get owned(): number {
    return this.#own.size;
  }

  /** Milliseconds that a call waits at most for a gateway that serves it: longer than a lease lasts. */
  get timeoutMs(): number {
    return this.#input.leaseSecs * 1_000 + MOVE_MS;
  }

  /** Joins the others, which reach this gateway at `url`. Throws what the database throws. */
  async start(url: string): Promise<void> {
    this.#url = url;
    await this.beat();
    const ms = (this.#input.leaseSecs * 1_000) / BEATS;
    this.#timer = setInterval(() => void this.beat().catch(this.#input.onError), ms);
  }

  /** Renews the leases, and takes over or gives away partitions. Throws what the database throws. */
  beat(): Promise<void> {
    this.#beating ??= this.#beat().finally(() => (this.#beating = null));
    return this.#beating;
  }

  /**
   * Where a call of a partition goes. Waits while it moves.
   *
   * @throws Refusal `store-unavailable` where that takes too long, or the database is not there.
   */
  async place(partition: number): Promise<Place> {
    const own = this.#own.get(partition);
    if (own !== undefined && !own.leaving) return entered(own);
    if (this.#waiting >= MAX_WAITING) throw moving();
    this.#waiting += 1;
    try {
      return await this.#awaited(partition);
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Forgets where a partition is: the gateway there does not answer, or has it no more. */
  misplaced(partition: number): void {
    this.#urls.delete(partition);
  }

  /** Drops the partitions that another gateway has taken over. */
  lost(leases: readonly Lease[]): void {
    const own = leases.filter(({ partition, fence }) => this.#own.get(partition)?.fence === fence);
    this.#drop(own.map(({ partition }) => partition));
  }

  /**
   * Gives all away, each partition when its open calls have ended, or `ms` have passed; nobody waits where no other gateway is there.
   * The leases are renewed until {@link end}, for calls that take longer than a lease.
   */
  async leave(ms: number): Promise<void> {
    this.#ending = true;
    await this.#beating?.catch(() => undefined);
    // The others take its share from now on. Calls may wait for that, here too: it must not wait for them first.
    await this.beat();
    if (this.#gateways > 0) {
      await Promise.all([...this.#own.values()].map((own) => this.#move(own, ms)));
      await this.#noticed(ms);
    }
  }

  /** Says that this gateway is gone. */
  async end(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#beating?.catch(() => undefined);
    await Promise.all(this.#moves);
    this.#drop([...this.#own.keys()]);
    await this.#input.leases.end();
  }

  /**
   * Waits until no other gateway forwards calls here any more, at most `ms`: each has renewed its lease twice, and has read in
   * between where the partitions are. A call that arrives later would be cut off with the connection.
   */
  async #noticed(ms: number): Promise<void> {
    const deadline = performance.now() + ms;
    const seen = new Map<string, Set<string>>();
    while (performance.now() < deadline) {
      const others = await this.#input.leases.others();
      for (const { id, until } of others) seen.set(id, (seen.get(id) ?? new Set()).add(until));
      if (others.every(({ id }) => (seen.get(id)?.size ?? 0) > 2)) return;
      await pause(LOOK_MS);
    }
  }

  async #beat(): Promise<void> {
    const { leases, leaseSecs, owner } = this.#input;
    const began = performance.now();
    try {
      this.#gateways = await leases.renew(this.#url, this.#ending);
      this.#until = began + leaseSecs * 1_000;
      const all = await leases.partitions();
      this.#place(all);
      const mine = all.filter((one) => one.owner === owner);
      this.#drop(this.#lostOf(mine));
      const strays = mine.filter(({ partition }) => !this.#own.has(partition));
      if (strays.length > 0) await leases.give(strays);
      if (!this.#ending) await this.#balance();
    } catch (error) {
      // others may have what is no longer renewed
      if (performance.now() > this.#until) this.#drop([...this.#own.keys()]);
      throw error;
    }
  }

  #lostOf(mine: readonly Lease[]): number[] {
    const fences = new Map(mine.map(({ partition, fence }) => [partition, fence]));
    const own = [...this.#own.values()];
    return own
      .filter(({ partition, fence }) => fences.get(partition) !== fence)
      .map(({ partition }) => partition);
  }

  async #balance(): Promise<void> {
    const fair = Math.ceil(vouchers.PARTITIONS / this.#gateways);
    const staying = [...this.#own.values()].filter(({ leaving }) => !leaving);
    if (staying.length < fair) await this.#take(fair - staying.length);
    const quietest = staying.sort((a, b) => a.active - b.active);
    for (const own of quietest.slice(0, Math.max(staying.length - fair, 0))) {
      const move = this.#move(own, MOVE_MS).catch(this.#input.onError);
      this.#moves.add(move);
      void move.finally(() => this.#moves.delete(move));
    }
  }

  async #take(most: number): Promise<void> {
    const { leases, user, fences } = this.#input;
    const taken = await leases.take(most);
    if (taken.length === 0) return;
    const partitions = taken.map(({ partition }) => partition);
    for (const { partition, fence } of taken) fences.set(partition, fence);
    try {
      await user.takePartitions(partitions);
    } catch (error) {
      await leases.give(taken);
      throw error;
    }
    for (const { partition, fence } of taken) {
      this.#own.set(partition, new OwnedPartition(partition, fence, this.#changed));
      this.#urls.delete(partition);
    }
    this.#changed.tell();
  }

  async #move(own: OwnedPartition, ms: number): Promise<void> {
    const until = performance.now() + ms;
    own.leaving = true;
    while (own.active > 0 && !own.lost && performance.now() < until)
      await this.#changed.wait(LOOK_MS);
    if (own.lost) return;
    if (own.active > 0) {
      own.leaving = false;
      this.#changed.tell();
      return;
    }
    this.#drop([own.partition]);
    await this.#input.leases.give([own]);
  }

  #drop(partitions: readonly number[]): void {
    if (partitions.length === 0) return;
    this.#input.user.leavePartitions(partitions);
    for (const partition of partitions) {
      this.#own.get(partition)?.lose();
      this.#own.delete(partition);
    }
    this.#changed.tell();
  }

  async #awaited(partition: number): Promise<Place> {
    const until = performance.now() + this.timeoutMs;
    while (performance.now() < until) {
      const own = this.#own.get(partition);
      if (own !== undefined && !own.leaving) return entered(own);
      const url = this.#urls.get(partition);
      if (own === undefined && url !== undefined) return { url };
      await this.#changed.wait(LOOK_MS);
      await this.#look();
    }
    throw moving();
  }

  /** Reads where the partitions are, once for all that wait. Throws a Refusal `store-unavailable`. */
  #look(): Promise<void> {
    this.#looking ??= this.#input.leases
      .partitions()
      .then((all) => {
        this.#place(all);
      })
      .catch((error: unknown) => {
        throw storeUnavailable(error);
      })
      .finally(() => (this.#looking = null));
    return this.#looking;
  }

  #place(all: Awaited<ReturnType<Leases["partitions"]>>): void {
    const { owner } = this.#input;
    const others = all.filter((one) => one.owner !== owner);
    this.#urls = new Map(
      others.flatMap(({ partition, url }) => (url === null ? [] : [[partition, url]])),
    );
  }
}

/** At once, so that the partition is not given away in between. */
function entered(here: OwnedPartition): Place {
  here.enter();
  return { here };
}

/** The refusal while no gateway owns the channel. */
export function moving(): Refusal {
  const detail = "the channel moves from one gateway to another: ask again in a moment";
  return new Refusal("store-unavailable", { detail, headers: { "retry-after": "1" } });
}
