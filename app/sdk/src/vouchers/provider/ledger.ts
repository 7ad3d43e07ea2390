import type { PublicKey } from "@solana/web3.js";
import type { EventData } from "../../events/decode";
import { min } from "../../integers";
import type { EpochClock } from "../../quotes/math/epoch";
import { settledBy } from "../settled";
import { type Figures, requireUsage, type Usage } from "../usage";
import type { SignedVoucher } from "../wire/signed";
import { type Acceptance, accepted } from "./accept";
import type { ProviderChannel } from "./channel";
import { type Due, dueOf, type DueRules } from "./due";
import type { Reservation } from "./reservation";
import { type CallRequest, channelOf, knownCall, type KnownCall, reserveCall } from "./reserve";
import { type ProviderState, writeProvider } from "./state";
import { type ProviderChannelTerms, requireProviderChannelTerms } from "./terms";
import { TrackedChannels, type TrackedChannelsInput } from "./tracked-channels";
import {
  availableOf,
  reservedOf,
  type Timing,
  unsettledOf,
  usageOf,
  withSettled,
  withTerms,
} from "./use";

/** See {@link ProviderLedger.open}. */
export interface ProviderLedgerInput extends TrackedChannelsInput {
  /** The market's. */
  readonly clock: EpochClock;
  /**
   * Seconds that a settlement may take: a voucher, quota or channel that ends within them counts as ended.
   * Default: a tenth of an epoch, and no more than 600.
   */
  readonly marginSecs?: bigint;
}

/** When something happens. */
export interface At {
  /** Unix seconds. */
  readonly now: bigint;
}

/** See {@link ProviderLedger.reserve}. */
export interface ReserveInput extends At, CallRequest {}

const MAX_DEFAULT_MARGIN_SECS = 600n;

/**
 * A provider's side of all its channels: takes vouchers, sets aside what calls may cost, counts what they did cost, and
 * says what to settle.
 *
 * Nothing is ever used that is not covered: {@link reserve} sets aside, before the work, no more than the newest
 * voucher says beyond what is used and reserved, and no voucher gets in that the chain would not pay. So a call that is
 * admitted can be paid for, also after the acts of others. What is used can only be lost by settling too late: act on
 * {@link due} within the margin.
 *
 * What is refused changes nothing. What is not refused counts at once, and is stored by one commit with all that
 * happens in the same turn of the event loop, or with all of its partition where there are leases. Where the store
 * throws, what is known goes along with the next commit.
 */
export class ProviderLedger {
  readonly #input: ProviderLedgerInput;
  readonly #channels: TrackedChannels;

  private constructor(input: ProviderLedgerInput, channels: TrackedChannels) {
    this.#input = input;
    this.#channels = channels;
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
    return new ProviderLedger(input, await TrackedChannels.open(input));
  }

  /** Whether a channel is of a partition that the ledger works for. */
  owns(channel: PublicKey): boolean {
    return this.#channels.owns(channel);
  }

  /**
   * Takes on a partition, whose lease this process has come to own: its channels are loaded as {@link open} does.
   *
   * @throws `DamagedState`; what the store throws.
   */
  async takePartition(partition: number): Promise<void> {
    await this.#channels.takePartition(partition);
  }

  /**
   * Gives a partition up, whose lease this process gives away or has lost: nothing of it is written any more. Calls
   * that are still open there fail as they end: let them end first where that is possible.
   */
  leavePartition(partition: number): void {
    this.#channels.leavePartition(partition);
  }

  /** The channels it tracks. */
  get channels(): readonly PublicKey[] {
    return this.#channels.states.map(({ terms }) => terms.channel);
  }

  /** A channel as last taken from the chain. Throws `UnknownChannel`. */
  terms(channel: PublicKey): ProviderChannelTerms {
    return this.#channels.get(channel).state.terms;
  }

  /**
   * Takes a channel as the chain has it now, for the first time or again.
   *
   * @throws `VoucherSignerWrong` for another voucher signer than before, `PartitionWrong` for a channel of
   * a partition that is not the ledger's; `InvalidAmount`; the store's own errors.
   */
  async track(terms: ProviderChannelTerms): Promise<void> {
    requireProviderChannelTerms(terms);
    const known = this.#channels.find(terms.channel);
    if (known !== undefined) {
      const merged = withTerms(known.state, terms);
      if (!sameTerms(merged, known.state)) known.put(merged);
      await known.save();
      return;
    }
    const tracked = this.#channels.add(terms);
    await tracked.save();
  }

  /** Drops a channel that is closed on chain, and its vouchers. Throws `UnknownChannel`. */
  async forget(channel: PublicKey): Promise<void> {
    const tracked = this.#channels.get(channel);
    this.#channels.delete(channel);
    await tracked.drop();
  }

  /**
   * Keeps a voucher if it is good and takes nothing back, and says what can be used now. The newest one comes
   * to be kept, with the last one of the epoch before as long as its quota can be settled. The same voucher
   * again changes nothing, and its signature is not checked again.
   *
   * @throws `UnknownChannel`, `VoucherClusterWrong`, `VoucherSignerWrong`, `BadSignature`,
   * `VoucherExpired`, `ChannelClosing`, `QuotaNotBegun`, `OverDeposit`, `OverQuota`, `EpochPassed` or
   * `SignsDown`; the store's own errors.
   */
  async accept(signed: SignedVoucher, { now }: At): Promise<Figures> {
    const tracked = this.#channels.get(signed.voucher.channel);
    const by = this.#acceptance(now);
    tracked.put(accepted(tracked.state, signed, by));
    await tracked.save();
    return availableOf(tracked.state, by);
  }

  /** What of the newest voucher is neither used nor reserved, and can still be settled. Throws as {@link latest}. */
  available(channel: PublicKey, { now }: At): Figures {
    return availableOf(this.#channels.get(channel).state, this.#timing(now));
  }

  /** What open calls hold of the newest voucher: what {@link available} leaves out. Throws `UnknownChannel`. */
  reserved(channel: PublicKey): Figures {
    const { state } = this.#channels.get(channel);
    return reservedOf(state, usageOf(state).epoch);
  }

  /**
   * What was used or is reserved, and is not settled: what the provider would lose if it could not settle. Throws
   * `UnknownChannel`.
   */
  unsettled(channel: PublicKey): Figures {
    return unsettledOf(this.#channels.get(channel).state);
  }

  /**
   * Reserves the maximum cost of a call, before the work: from the quota first, the rest in DIEM, in one step and at
   * once. The voucher that came with the call is taken as {@link accept} does, but one that is covered by what is held
   * already is as good as that: the vouchers of overlapping calls may come in any order. Without a voucher the newest
   * one of the channel counts: only for callers that are known.
   *
   * @throws `BeyondCeiling` for a call that the vouchers do not cover; `CallIdWrong`; `CallInProgress` or
   * `CallSettled` for a call id that is known; as {@link accept}; `InvalidAmount`.
   */
  reserve(of: SignedVoucher | PublicKey, { now, ...request }: ReserveInput): Reservation {
    const by = this.#acceptance(now);
    return reserveCall(this.#channels.get(channelOf(of)), of, request, by);
  }

  /** What is known of a call: null for one that never came, was released or is not remembered any more. */
  call(channel: PublicKey, callId: string): KnownCall | null {
    return knownCall(this.#channels.get(channel), callId);
  }

  /**
   * The newest voucher and what was used of it: what a consumer restores its ledger from. Null before the
   * first. Throws `UnknownChannel`.
   */
  latest(channel: PublicKey): { readonly signed: SignedVoucher; readonly usage: Usage } | null {
    const { state } = this.#channels.get(channel);
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
    return this.#channels.states.flatMap((state) => dueOf(state, this.#input.clock, rules) ?? []);
  }

  /**
   * Adopts what the chain says is settled, from the channel or an event, so that it is not claimed again.
   * What is settled counts as used: a ledger that lost its store serves nothing twice.
   *
   * @throws `UnknownChannel`; `InvalidAmount`.
   */
  async settled(channel: PublicKey, usage: Usage): Promise<void> {
    requireUsage(usage);
    await adoptSettled(this.#channels.get(channel), usage);
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
      const tracked = this.#channels.find(channel);
      return tracked === undefined ? [] : [adoptSettled(tracked, usage)];
    });
    await Promise.all(changes);
  }

  #acceptance(now: bigint): Acceptance {
    const { clusterTag, verifyEd25519 } = this.#input;
    return { clusterTag, verifyEd25519, ...this.#timing(now) };
  }

  #timing(now: bigint): Timing {
    const { clock, marginSecs } = this.#input;
    const usual = min(MAX_DEFAULT_MARGIN_SECS, clock.epochSecs / 10n);
    return { clock, now, marginSecs: marginSecs ?? usual };
  }
}

async function adoptSettled(tracked: ProviderChannel, usage: Usage): Promise<void> {
  tracked.put(withSettled(tracked.state, usage));
  await tracked.save();
}

/** Whether nothing that is stored differs. */
function sameTerms(a: ProviderState, b: ProviderState): boolean {
  return writeProvider(a) === writeProvider(b);
}
