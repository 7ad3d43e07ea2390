import type { PublicKey } from "@solana/web3.js";
import { hex } from "../wire/bytes";
import type { EventData } from "../../events/decode";
import type { EpochClock } from "../../quotes/epoch";
import { smaller } from "../integers";
import { accepted } from "./accept";
import { ProviderChannel, unknownChannel } from "./channel";
import { type Due, dueOf, type DueRules } from "./due";
import { blankProvider, type ProviderState, readProvider, writeProvider } from "./state";
import { type ProviderTerms, requireProviderTerms } from "./terms";
import { availableOf, type Timing, usageOf, withSettled, withTerms, withUse } from "./use";
import { Queue } from "../store/queue";
import { settledBy } from "../settled";
import type { SignedVoucher } from "../wire/signed";
import type { Store } from "../store/store";
import { type Figures, requireUsage, type Usage } from "../usage";

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
}

/** When something happens. */
export interface At {
  /** Unix seconds. */
  readonly now: bigint;
}

const MAX_DEFAULT_MARGIN_SECS = 600n;

/**
 * A provider's side of all its channels: takes vouchers, counts what was used of them, and says what to settle.
 *
 * Nothing that {@link use} recorded is ever uncovered: it records no more than the newest voucher says, and no
 * voucher gets in that the chain would not pay. So call `use` with what a call really cost before the answer
 * leaves; of calls that overlap, one that no longer fits is then refused, and its answer withheld. What is
 * recorded can only be lost by settling too late: act on {@link due} within the margin.
 *
 * Changes of one channel run one after the other, and one that throws changes nothing.
 */
export class ProviderLedger {
  readonly #input: ProviderLedgerInput;
  readonly #prefix: string;
  readonly #tracking = new Queue();
  readonly #channels = new Map<string, ProviderChannel>();

  private constructor(input: ProviderLedgerInput) {
    this.#input = input;
    this.#prefix = `diem-provider/${hex(input.clusterTag)}/`;
  }

  /**
   * Opens the ledger with all channels that the store has, and checks each of their signatures.
   *
   * @throws `DamagedState`.
   *
   * @example
   * const ledger = await vouchers.ProviderLedger.open({ store, clusterTag, clock: market });
   * await ledger.track(terms);
   * await ledger.accept(vouchers.fromText(header), { now });
   * const answer = await compute(request);
   * const usage = await ledger.use(terms.channel, { diem: answer.cost, now });
   * respond({ answer, usage });
   */
  static async open(input: ProviderLedgerInput): Promise<ProviderLedger> {
    const ledger = new ProviderLedger(input);
    const { clusterTag, store } = input;
    for (const key of await store.keys()) {
      const text = key.startsWith(ledger.#prefix) ? await store.get(key) : null;
      if (text === null) continue;
      const channel = key.slice(ledger.#prefix.length);
      const state = readProvider(key, text, { clusterTag, channel });
      ledger.#channels.set(channel, new ProviderChannel({ store, key, state }));
    }
    return ledger;
  }

  /** The channels it tracks. */
  get channels(): readonly PublicKey[] {
    return [...this.#channels.values()].map(({ state }) => state.terms.channel);
  }

  /**
   * Takes a channel as the chain has it now, for the first time or again.
   *
   * @throws `VoucherSignerWrong` for another voucher signer than before; `InvalidAmount`; whatever
   * the store throws.
   */
  track(terms: ProviderTerms): Promise<void> {
    return this.#tracking.run(async () => {
      requireProviderTerms(terms);
      const id = terms.channel.toBase58();
      const known = this.#channels.get(id);
      if (known !== undefined) {
        await known.change((state) => withTerms(state, terms));
        return;
      }
      const { store } = this.#input;
      const [key, state] = [`${this.#prefix}${id}`, blankProvider(terms)];
      await store.set(key, writeProvider(state));
      this.#channels.set(id, new ProviderChannel({ store, key, state }));
    });
  }

  /** Drops a channel that is closed on chain, and its vouchers. Throws `UnknownChannel`. */
  async forget(channel: PublicKey): Promise<void> {
    await this.#tracked(channel).drop();
    this.#channels.delete(channel.toBase58());
  }

  /**
   * Keeps a voucher if it is good and takes nothing back, and says what can be used now. The newest one comes
   * to be kept, with the last one of the epoch before as long as its quota can be settled. The same voucher
   * again changes nothing.
   *
   * @throws `UnknownChannel`, `VoucherClusterWrong`, `VoucherSignerWrong`, `BadSignature`,
   * `VoucherExpired`, `ChannelClosing`, `QuotaNotBegun`, `OverDeposit`, `OverQuota`, `EpochPassed` or
   * `SignsDown`; whatever the store throws.
   */
  async accept(signed: SignedVoucher, { now }: At): Promise<Figures> {
    const tracked = this.#tracked(signed.voucher.channel);
    const by = { ...this.#timing(now), clusterTag: this.#input.clusterTag };
    return availableOf(await tracked.change((state) => accepted(state, signed, by)), by);
  }

  /** What of the newest voucher is not used yet and can still be settled. Throws as {@link latest}. */
  available(channel: PublicKey, { now }: At): Figures {
    return availableOf(this.#tracked(channel).state, this.#timing(now));
  }

  /**
   * Records what a call really cost, before its answer leaves, and says what was used so far: the consumer's
   * ledger acknowledges that.
   *
   * @throws `UnknownChannel`, `BeyondCeiling`; `InvalidAmount`; whatever the store throws.
   */
  async use(channel: PublicKey, { now, ...used }: Partial<Figures> & At): Promise<Usage> {
    const timing = this.#timing(now);
    const next = (state: ProviderState) => withUse(state, used, timing);
    return usageOf(await this.#tracked(channel).change(next));
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
    await this.#tracked(channel).change((state) => withSettled(state, usage));
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
      const tracked = this.#channels.get(channel.toBase58());
      return tracked === undefined ? [] : [tracked.change((state) => withSettled(state, usage))];
    });
    await Promise.all(changes);
  }

  #timing(now: bigint): Timing {
    const { clock, marginSecs } = this.#input;
    const usual = smaller(MAX_DEFAULT_MARGIN_SECS, clock.epochSecs / 10n);
    return { clock, now, marginSecs: marginSecs ?? usual };
  }

  #tracked(channel: PublicKey): ProviderChannel {
    const tracked = this.#channels.get(channel.toBase58());
    if (tracked === undefined) throw unknownChannel(channel);
    return tracked;
  }
}
