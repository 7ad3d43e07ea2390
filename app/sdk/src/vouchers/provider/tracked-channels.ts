import type { PublicKey } from "@solana/web3.js";
import { voucherRefused } from "../../errors/voucher-errors";
import { ALL_PARTITIONS, partitionOf } from "../store/partition";
import type { Change, Store } from "../store/store";
import { afterTurn } from "../store/turn";
import { Writer } from "../store/writer";
import { hex } from "../wire/bytes";
import type { VerifyEd25519 } from "../wire/ed25519-interface";
import { keyId } from "../wire/key-id";
import { ProviderChannel, unknownChannel } from "./channel";
import { blankProvider, type ProviderState, readProvider } from "./state";
import type { ProviderChannelTerms } from "./terms";
import { withCallsEnded } from "./use";

/** Where a provider's channels are kept. */
export interface TrackedChannelsInput {
  /** Must be durable. One provider's alone: all that it holds of the cluster is taken for its channels. */
  readonly store: Store;
  /** First four bytes of the cluster's genesis hash. */
  readonly clusterTag: Uint8Array;
  /** Checks signatures in place of the platform's Ed25519: a faster library, with the same verdicts. */
  readonly verifyEd25519?: VerifyEd25519;
  /** The partitions of channels that this ledger works for, where several share a store; default: all. */
  readonly partitions?: readonly number[];
  /**
   * The entry of the store that makes this ledger the owner of a partition, asked for as the ledger takes the partition
   * on: every commit expects it.
   */
  readonly lease?: (partition: number) => Change;
  /** How many calls that ended are remembered of each channel, so that none is served twice; default: 64. */
  readonly remembered?: number;
}

const DEFAULT_REMEMBERED = 64;
/** Channels that are taken from the store in one turn of the event loop: some 10 ms of work. */
const LOADED_A_TURN = 64;

/** The channels of a provider, partition by partition, as the store has them. */
export class TrackedChannels {
  readonly #input: TrackedChannelsInput;
  readonly #prefix: string;
  readonly #channels = new Map<string, ProviderChannel>();
  readonly #partitions: Set<number>;
  /** Without leases, all partitions share one. */
  readonly #writer: Writer;
  /** With leases, each partition has one: losing one of them stops nothing of the others. */
  readonly #leased = new Map<number, Writer>();

  private constructor(input: TrackedChannelsInput) {
    this.#input = input;
    this.#prefix = `diem-provider/${hex(input.clusterTag)}/`;
    this.#partitions = new Set(input.partitions ?? ALL_PARTITIONS);
    this.#writer = new Writer(input.store);
  }

  /** Loads the channels of the partitions. Throws `DamagedState`. */
  static async open(input: TrackedChannelsInput): Promise<TrackedChannels> {
    const tracked = new TrackedChannels(input);
    const { partitions } = input;
    const prefixes =
      partitions === undefined ? [tracked.#prefix] : partitions.map((one) => tracked.#folder(one));
    for (const prefix of prefixes) await tracked.#load(prefix);
    return tracked;
  }

  /** Whether a channel is of a partition that is this ledger's. */
  owns(channel: PublicKey): boolean {
    return this.#partitions.has(partitionOf(channel));
  }

  /** Loads the channels of a partition. Throws `DamagedState`, and what the store throws. */
  async takePartition(partition: number): Promise<void> {
    if (this.#partitions.has(partition)) return;
    await this.#load(this.#folder(partition));
    this.#partitions.add(partition);
  }

  /** Forgets the channels of a partition, and writes nothing of them any more. */
  leavePartition(partition: number): void {
    this.#partitions.delete(partition);
    this.#leased.get(partition)?.close(this.#folder(partition));
    this.#leased.delete(partition);
    for (const [id, { state }] of this.#channels) {
      if (partitionOf(state.terms.channel) === partition) this.#channels.delete(id);
    }
  }

  /** What is known of all channels. */
  get states(): readonly ProviderState[] {
    return [...this.#channels.values()].map(({ state }) => state);
  }

  /** A channel, where it is tracked. */
  find(channel: PublicKey): ProviderChannel | undefined {
    return this.#channels.get(keyId(channel));
  }

  /** A channel that is tracked. Throws `UnknownChannel`. */
  get(channel: PublicKey): ProviderChannel {
    const tracked = this.find(channel);
    if (tracked === undefined) throw unknownChannel(channel);
    return tracked;
  }

  /** Tracks a channel for the first time, without storing it yet. Throws `PartitionWrong`. */
  add(terms: ProviderChannelTerms): ProviderChannel {
    const partition = partitionOf(terms.channel);
    if (!this.owns(terms.channel)) {
      throw voucherRefused("PartitionWrong", {
        reason: `the channel ${terms.channel.toBase58()} is of partition ${String(partition)}, which is not this ledger's`,
        next: "forward the call to its owner",
      });
    }
    const key = `${this.#folder(partition)}${terms.channel.toBase58()}`;
    const tracked = this.#channel(key, blankProvider(terms), { stored: false });
    this.#channels.set(keyId(terms.channel), tracked);
    return tracked;
  }

  /** Tracks a channel no longer. */
  delete(channel: PublicKey): void {
    this.#channels.delete(keyId(channel));
  }

  async #load(prefix: string): Promise<void> {
    const { clusterTag, verifyEd25519, store } = this.#input;
    const calls: (readonly [channel: string, id: string, key: string, text: string])[] = [];
    const loaded = new Map<string, ProviderChannel>();
    for await (const [key, text] of store.entries(prefix)) {
      const [, channel = "", id] = key.slice(this.#prefix.length).split("/");
      if (id !== undefined) {
        calls.push([channel, id, key, text]);
        continue;
      }
      const state = withCallsEnded(readProvider(key, text, { clusterTag, verifyEd25519, channel }));
      loaded.set(channel, this.#channel(key, state, { stored: true }));
      // checking many signatures must not keep the rest of the process waiting
      if (loaded.size % LOADED_A_TURN === 0) await new Promise<void>(afterTurn);
    }
    for (const [channel, id, key, text] of calls) loaded.get(channel)?.load(id, key, text);
    for (const tracked of loaded.values()) {
      tracked.sort();
      this.#channels.set(keyId(tracked.state.terms.channel), tracked);
    }
  }

  #channel(key: string, state: ProviderState, stored: { readonly stored: boolean }) {
    const { remembered = DEFAULT_REMEMBERED } = this.#input;
    const writer = this.#writerOf(partitionOf(state.terms.channel));
    return new ProviderChannel({ writer, key, state, remembered }, stored);
  }

  /** The lease is taken once: what a writer wrote before the partition was lost is never written under a later lease. */
  #writerOf(partition: number): Writer {
    const { lease, store } = this.#input;
    if (lease === undefined) return this.#writer;
    const writer = this.#leased.get(partition) ?? new Writer(store, [lease(partition)]);
    this.#leased.set(partition, writer);
    return writer;
  }

  /** What the keys of a partition's entries begin with. */
  #folder(partition: number): string {
    return `${this.#prefix}${String(partition).padStart(2, "0")}/`;
  }
}
