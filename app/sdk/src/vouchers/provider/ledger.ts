import { PublicKey } from "@solana/web3.js";
import { hex } from "../wire/bytes";
import { requireCallId } from "../call-id";
import { type Cost, partsOf } from "../cost";
import type { EventData } from "../../events/decode";
import type { EpochClock } from "../../quotes/math/epoch";
import { min, U64_MAX } from "../../integers";
import { settledBy } from "../settled";
import { ALL_PARTITIONS, partitionOf } from "../store/partition";
import type { Change, Store } from "../store/store";
import { Writer } from "../store/writer";
import { type Figures, requireUsage, type Usage } from "../usage";
import { voucherRefused } from "../../errors/voucher-errors";
import { keyId } from "../wire/key-id";
import type { SignedVoucher } from "../wire/signed";
import { accepted, admitted, requireServable } from "./accept";
import { ProviderChannel, type SettledCall, unknownChannel } from "./channel";
import { type Due, dueOf, type DueRules } from "./due";
import { endedCall, Reservation } from "./reservation";
import { blankProvider, type ProviderState, readProvider, writeProvider } from "./state";
import { type ProviderChannelTerms, requireProviderChannelTerms } from "./terms";
import {
  availableOf,
  partOf,
  reservedOf,
  type Timing,
  unsettledOf,
  usageOf,
  withCall,
  withCallsEnded,
  withSettled,
  withTerms,
} from "./use";

/** See {@link ProviderLedger.open}. */
export interface ProviderLedgerInput {
  /** Must be durable. One provider's alone: all that it holds of the cluster is taken for its channels. */
  readonly store: Store;
  /** First four bytes of the cluster's genesis hash. */
  readonly clusterTag: Uint8Array;
  /** The market's. */
  readonly clock: EpochClock;
  /**
   * Seconds that a settlement may take: a voucher, quota or channel that ends within them counts as ended.
   * A tenth of an epoch, and no more than 600, unless given.
   */
  readonly marginSecs?: bigint;
  /** The partitions of channels that this ledger works for, where several share a store; all unless given. */
  readonly partitions?: readonly number[];
  /**
   * The entry of the store that makes this ledger the owner of a partition, asked for as the ledger takes the partition
   * on: every commit expects it.
   */
  readonly lease?: (partition: number) => Change;
  /** How many calls that ended are remembered of each channel, so that none is served twice; 64 unless given. */
  readonly remembered?: number;
}

/** When something happens. */
export interface At {
  /** Unix seconds. */
  readonly now: bigint;
}

/** See {@link ProviderLedger.reserve}. */
export interface ReserveInput extends At {
  /** A UUID that the consumer chose. */
  readonly callId: string;
  /** What the call may cost. */
  readonly most: Cost;
  /** The consumer's own ceiling for this call: no more than so much of either part is drawn. */
  readonly within?: Partial<Figures>;
}

/** What is known of a call. */
export type KnownCall = { readonly kind: "open" } | ({ readonly kind: "settled" } & SettledCall);

const MAX_DEFAULT_MARGIN_SECS = 600n;
const DEFAULT_REMEMBERED = 64;

/**
 * A provider's side of all its channels: takes vouchers, sets aside what calls may cost, counts what they did cost, and
 * says what to settle.
 *
 * Nothing is ever used that is not covered: {@link reserve} sets aside, before the work, no more than the newest
 * voucher says beyond what is used and reserved, and no voucher gets in that the chain would not pay. So a call that is
 * admitted can be paid for, whatever others do meanwhile. What is used can only be lost by settling too late: act on
 * {@link due} within the margin.
 *
 * What is refused changes nothing. What is not refused counts at once, and is stored by one commit with all that
 * happens in the same turn of the event loop, or with all of its partition where there are leases. Where the store
 * throws, what is known goes along with the next commit.
 */
export class ProviderLedger {
  readonly #input: ProviderLedgerInput;
  readonly #prefix: string;
  readonly #channels = new Map<string, ProviderChannel>();
  readonly #partitions: Set<number>;
  /** Without leases, all partitions share one. */
  readonly #writer: Writer;
  /** With leases, each partition has one: losing one of them stops nothing of the others. */
  readonly #leased = new Map<number, Writer>();

  private constructor(input: ProviderLedgerInput) {
    this.#input = input;
    this.#prefix = `diem-provider/${hex(input.clusterTag)}/`;
    this.#partitions = new Set(input.partitions ?? ALL_PARTITIONS);
    this.#writer = new Writer(input.store);
  }

  /**
   * Opens the ledger with all channels that the store has of its partitions, and checks each of their signatures. Calls
   * that were open end with what they had cost so far.
   *
   * @throws `DamagedState`.
   *
   * @example
   * const ledger = await vouchers.ProviderLedger.open({ store, clusterTag, clock: market });
   * await ledger.track(terms);
   * const signed = vouchers.fromText(header);
   * const most = { credits: 20_000n };
   * const reserved = ledger.reserve(signed, { callId, most, now });
   * const answer = await compute(request);
   * const usage = await reserved.settle({ credits: answer.cost });
   * respond({ answer, usage });
   */
  static async open(input: ProviderLedgerInput): Promise<ProviderLedger> {
    const ledger = new ProviderLedger(input);
    const { partitions } = input;
    const prefixes =
      partitions === undefined ? [ledger.#prefix] : partitions.map((one) => ledger.#folder(one));
    for (const prefix of prefixes) await ledger.#load(prefix);
    return ledger;
  }

  /** Whether a channel is of a partition that the ledger works for. */
  owns(channel: PublicKey): boolean {
    return this.#partitions.has(partitionOf(channel));
  }

  /**
   * Takes on a partition, whose lease this process has come to own: its channels are loaded as {@link open} does.
   *
   * @throws `DamagedState`; what the store throws.
   */
  async takePartition(partition: number): Promise<void> {
    if (this.#partitions.has(partition)) return;
    await this.#load(this.#folder(partition));
    this.#partitions.add(partition);
  }

  /**
   * Gives a partition up, whose lease this process gives away or has lost: nothing of it is written any more. Calls
   * that are still open there fail as they end: let them end first where that is possible.
   */
  leavePartition(partition: number): void {
    this.#partitions.delete(partition);
    this.#leased.get(partition)?.close(this.#folder(partition));
    this.#leased.delete(partition);
    for (const [id, { state }] of this.#channels) {
      if (partitionOf(state.terms.channel) === partition) this.#channels.delete(id);
    }
  }

  /** The channels it tracks. */
  get channels(): readonly PublicKey[] {
    return [...this.#channels.values()].map(({ state }) => state.terms.channel);
  }

  /** A channel as last taken from the chain. Throws `UnknownChannel`. */
  terms(channel: PublicKey): ProviderChannelTerms {
    return this.#tracked(channel).state.terms;
  }

  /**
   * Takes a channel as the chain has it now, for the first time or again.
   *
   * @throws `VoucherSignerWrong` for another voucher signer than before, `PartitionWrong` for a channel of
   * a partition that is not the ledger's; `InvalidAmount`; whatever the store throws.
   */
  async track(terms: ProviderChannelTerms): Promise<void> {
    requireProviderChannelTerms(terms);
    const id = keyId(terms.channel);
    const known = this.#channels.get(id);
    if (known !== undefined) {
      const merged = withTerms(known.state, terms);
      if (!sameTerms(merged, known.state)) known.put(merged);
      await known.save();
      return;
    }
    const partition = partitionOf(terms.channel);
    if (!this.owns(terms.channel)) {
      throw voucherRefused("PartitionWrong", {
        reason: `the channel ${terms.channel.toBase58()} is of partition ${String(partition)}, which is not this ledger's`,
        next: "forward the call to its owner",
      });
    }
    const key = `${this.#folder(partition)}${terms.channel.toBase58()}`;
    const tracked = this.#channel(key, blankProvider(terms), { stored: false });
    this.#channels.set(id, tracked);
    await tracked.save();
  }

  /** Drops a channel that is closed on chain, and its vouchers. Throws `UnknownChannel`. */
  async forget(channel: PublicKey): Promise<void> {
    const tracked = this.#tracked(channel);
    this.#channels.delete(keyId(channel));
    await tracked.drop();
  }

  /**
   * Keeps a voucher if it is good and takes nothing back, and says what can be used now. The newest one comes
   * to be kept, with the last one of the epoch before as long as its quota can be settled. The same voucher
   * again changes nothing, and its signature is not checked again.
   *
   * @throws `UnknownChannel`, `VoucherClusterWrong`, `VoucherSignerWrong`, `BadSignature`,
   * `VoucherExpired`, `ChannelClosing`, `QuotaNotBegun`, `OverDeposit`, `OverQuota`, `EpochPassed` or
   * `SignsDown`; whatever the store throws.
   */
  async accept(signed: SignedVoucher, { now }: At): Promise<Figures> {
    const tracked = this.#tracked(signed.voucher.channel);
    const by = { ...this.#timing(now), clusterTag: this.#input.clusterTag };
    tracked.put(accepted(tracked.state, signed, by));
    await tracked.save();
    return availableOf(tracked.state, by);
  }

  /** What of the newest voucher is neither used nor reserved, and can still be settled. Throws as {@link latest}. */
  available(channel: PublicKey, { now }: At): Figures {
    return availableOf(this.#tracked(channel).state, this.#timing(now));
  }

  /** What open calls hold of the newest voucher: what {@link available} leaves out. Throws `UnknownChannel`. */
  reserved(channel: PublicKey): Figures {
    const { state } = this.#tracked(channel);
    return reservedOf(state, usageOf(state).epoch);
  }

  /**
   * What was used or is reserved, and is not settled: what the provider would lose if it could not settle. Throws
   * `UnknownChannel`.
   */
  unsettled(channel: PublicKey): Figures {
    return unsettledOf(this.#tracked(channel).state);
  }

  /**
   * Sets aside what a call may cost, before the work: from the quota first, the rest in DIEM, in one step and at once.
   * The voucher that came with the call is taken as {@link accept} does, but one that is covered by what is held
   * already is as good as that: the vouchers of overlapping calls may come in any order. Without a voucher the newest
   * one of the channel counts: only for callers that are known.
   *
   * @throws `BeyondCeiling` for a call that the vouchers do not cover; `CallIdWrong`; `CallInProgress` or
   * `CallSettled` for a call id that is known; as {@link accept}; `InvalidAmount`.
   */
  reserve(
    of: SignedVoucher | PublicKey,
    { callId, most, within = {}, now }: ReserveInput,
  ): Reservation {
    const channel = isSigned(of) ? of.voucher.channel : of;
    const tracked = this.#tracked(channel);
    requireCallId(callId);
    const known = knownCall(tracked, callId);
    if (known?.kind === "settled") throw endedCall("CallSettled", callId);
    if (known !== null) {
      throw voucherRefused("CallInProgress", {
        reason: `the call ${callId} is in progress`,
        next: "wait for its answer, or choose another id",
      });
    }
    const timing = this.#timing(now);
    const by = { ...timing, clusterTag: this.#input.clusterTag };
    const state = isSigned(of) ? admitted(tracked.state, of, by) : tracked.state;
    requireServable(state, timing);
    const newest = usageOf(state).epoch;
    const named = isSigned(of) ? of.voucher.epoch : newest;
    const epoch = partOf(state, named) === undefined ? newest : named;
    const free = min(availableOf(state, timing, epoch).quota, within.quota ?? U64_MAX);
    const parts = partsOf(most, { quota: free, price: state.terms.price });
    requireWithin(parts, within);
    const call = { id: callId, epoch, most: parts, used: NOTHING };
    tracked.put(withCall(state, call, timing));
    return new Reservation(tracked, call);
  }

  /** What is known of a call: null for one that never came, was released or is not remembered any more. */
  call(channel: PublicKey, callId: string): KnownCall | null {
    return knownCall(this.#tracked(channel), callId);
  }

  /**
   * The newest voucher and what was used of it: what a consumer restores its ledger from. Null before the
   * first. Throws `UnknownChannel`.
   */
  latest(channel: PublicKey): { readonly signed: SignedVoucher; readonly usage: Usage } | null {
    const { state } = this.#tracked(channel);
    const newest = state.parts.at(-1);
    return newest === undefined ? null : { signed: newest.signed, usage: usageOf(state) };
  }

  /**
   * The channels to settle now. A channel with something unsettled is due where a rule holds, or as soon as
   * its closing was requested.
   *
   * @example
   * const due = ledger.due({ now, leadSecs: 3_600n, diemAtLeast: 10_000_000_000n });
   * for (const { entries } of due) for (const entry of entries) await settle(entry);
   */
  due(rules: DueRules): Due[] {
    const states = [...this.#channels.values()].map(({ state }) => state);
    return states.flatMap((state) => dueOf(state, this.#input.clock, rules) ?? []);
  }

  /**
   * Adopts what the chain says is settled, from the channel or an event, so that it is not claimed again.
   * What is settled counts as used: a ledger that lost its store serves nothing twice.
   *
   * @throws `UnknownChannel`; `InvalidAmount`.
   */
  async settled(channel: PublicKey, usage: Usage): Promise<void> {
    requireUsage(usage);
    await adoptSettled(this.#tracked(channel), usage);
  }

  /**
   * Adopts what a settlement settled, as {@link settled} does, of every channel that is tracked; other channels'
   * entries and skipped vouchers change nothing. Adopted twice, it counts once: where the store throws, ask again.
   *
   * @example
   * const happened = await events.fetch(connection, signature);
   * for (const { data } of events.named(happened, "VouchersSettled")) await ledger.adopt(data);
   */
  async adopt(settlement: EventData<"VouchersSettled">): Promise<void> {
    const changes = settledBy(settlement).flatMap(({ channel, usage }) => {
      const tracked = this.#channels.get(keyId(channel));
      return tracked === undefined ? [] : [adoptSettled(tracked, usage)];
    });
    await Promise.all(changes);
  }

  async #load(prefix: string): Promise<void> {
    const { clusterTag, store } = this.#input;
    const calls: (readonly [channel: string, id: string, key: string, text: string])[] = [];
    const loaded = new Map<string, ProviderChannel>();
    for await (const [key, text] of store.entries(prefix)) {
      const [, channel = "", id] = key.slice(this.#prefix.length).split("/");
      if (id !== undefined) calls.push([channel, id, key, text]);
      else {
        const state = withCallsEnded(readProvider(key, text, { clusterTag, channel }));
        loaded.set(keyId(state.terms.channel), this.#channel(key, state, { stored: true }));
      }
    }
    for (const [channel, id, key, text] of calls) {
      loaded.get(keyId(new PublicKey(channel)))?.load(id, key, text);
    }
    for (const [id, tracked] of loaded) {
      tracked.sort();
      this.#channels.set(id, tracked);
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

  #timing(now: bigint): Timing {
    const { clock, marginSecs } = this.#input;
    const usual = min(MAX_DEFAULT_MARGIN_SECS, clock.epochSecs / 10n);
    return { clock, now, marginSecs: marginSecs ?? usual };
  }

  #tracked(channel: PublicKey): ProviderChannel {
    const tracked = this.#channels.get(keyId(channel));
    if (tracked === undefined) throw unknownChannel(channel);
    return tracked;
  }
}

const NOTHING: Figures = { quota: 0n, diem: 0n };

function isSigned(of: SignedVoucher | PublicKey): of is SignedVoucher {
  return "voucher" in of;
}

function knownCall(tracked: ProviderChannel, id: string): KnownCall | null {
  if (tracked.state.calls.some((call) => call.id === id)) return { kind: "open" };
  const ended = tracked.ended(id);
  return ended === undefined ? null : { kind: "settled", epoch: ended.epoch, cost: ended.cost };
}

async function adoptSettled(tracked: ProviderChannel, usage: Usage): Promise<void> {
  tracked.put(withSettled(tracked.state, usage));
  await tracked.save();
}

function requireWithin({ quota, diem }: Figures, within: Partial<Figures>): void {
  if (quota <= (within.quota ?? U64_MAX) && diem <= (within.diem ?? U64_MAX)) return;
  throw voucherRefused("BeyondCeiling", {
    reason: `the call may cost ${diem.toString()} DIEM base units and ${quota.toString()} micro-credits of quota, more than its consumer allows`,
    next: "offer less, or refuse it",
    context: {
      available: { quota: within.quota ?? U64_MAX, diem: within.diem ?? U64_MAX },
      needed: { quota, diem },
    },
  });
}

/** Whether nothing that is stored differs. */
function sameTerms(a: ProviderState, b: ProviderState): boolean {
  return writeProvider(a) === writeProvider(b);
}
