import type { PublicKey } from "@solana/web3.js";
import type { ChannelAccount } from "../../accounts/channel";
import { foreseen } from "../../errors/program-errors";
import { fetch as fetchEvents } from "../../events/transaction";
import { named } from "../../events/named";
import { defined } from "../../defined";
import type { Plan, SettlementQuote } from "../../plans";
import { type EpochClock, epochAt } from "../../quotes/math/epoch";
import type { SettlementEntry } from "../../transactions/settle";
import {
  ProviderLedger,
  type ProviderLedgerInput,
  type ReserveInput,
} from "../../vouchers/provider/ledger";
import type { DueRules } from "../../vouchers/provider/due";
import type { Reservation } from "../../vouchers/provider/reservation";
import { providerChannelTerms } from "../../vouchers/provider/terms";
import { partitionOf } from "../../vouchers/store/partition";
import type { Figures } from "../../vouchers/usage";
import { keyId } from "../../vouchers/wire/key-id";
import type { SignedVoucher } from "../../vouchers/wire/signed";
import type { Stop } from "../watch";
import { ChainClock } from "./chain-clock";
import type { Market, SyncOptions } from "./market";
import { poll } from "./poll";

/** See `MarketVouchers.provider`. */
export interface ProviderDeskInput
  extends SyncOptions, Omit<ProviderLedgerInput, "clusterTag" | "clock"> {
  readonly provider: PublicKey;
}

/** See {@link ProviderDesk.settleDue}. */
export interface SettleDueInput extends Omit<DueRules, "now"> {
  /**
   * Sends the transactions. Returns the signature of each, or null if it was refused; default: the client's wallet
   * sends one after the other.
   */
  readonly submit?: (
    plans: readonly Plan<SettlementQuote>[],
  ) => Promise<readonly (string | null)[]>;
}

/** One transaction of a settlement. */
export interface SettledBatch {
  readonly entries: readonly SettlementEntry[];
  /** Null if it was refused: it is due again. */
  readonly signature: string | null;
}

/** A provider's channels: their ledger, kept up to date. */
export class ProviderDesk {
  readonly #market: Market;
  readonly #input: ProviderDeskInput;
  readonly #clock: EpochClock;
  readonly #time: ChainClock;
  /** The known state of the channels; their epochs advance with the clock. */
  readonly ledger: ProviderLedger;
  readonly #accounts = new Map<string, ChannelAccount>();
  #stops: readonly Stop[] = [];
  #settling: Promise<SettledBatch[]> | null = null;

  private constructor(
    market: Market,
    known: {
      readonly input: ProviderDeskInput;
      readonly clock: EpochClock;
      readonly time: ChainClock;
      readonly ledger: ProviderLedger;
    },
  ) {
    this.#market = market;
    this.#input = known.input;
    this.#clock = known.clock;
    this.#time = known.time;
    this.ledger = known.ledger;
  }

  /** See `MarketVouchers.provider`. */
  static async open(market: Market, input: ProviderDeskInput): Promise<ProviderDesk> {
    const { provider, live = true, pollMs, onError, ...given } = input;
    const [clock, { market: of }, time] = await Promise.all([
      market.read.market(),
      market.read.provider(provider),
      ChainClock.start(market.read),
    ]);
    if (!of.equals(market.market.market)) throw foreseen("WrongMarket");
    const ledger = await ProviderLedger.open({ clusterTag: clock.clusterTag, clock, ...given });
    const desk = new ProviderDesk(market, { input, clock, time, ledger });
    await desk.refresh();
    if (live) desk.#follow({ ...defined({ pollMs }), ...defined({ onError }) });
    return desk;
  }

  /** The chain's clock, in unix seconds, without asking it. */
  now(): bigint {
    return this.#time.now();
  }

  /**
   * Reserves the maximum cost of a call, before the work: see `vouchers.ProviderLedger.reserve`. For a channel that was
   * opened a moment ago and is not known yet, it throws `UnknownChannel`: {@link track} it.
   */
  reserve(of: SignedVoucher | PublicKey, call: Omit<ReserveInput, "now">): Reservation {
    this.#turn("voucher" in of ? of.voucher.channel : of);
    return this.ledger.reserve(of, { now: this.now(), ...call });
  }

  /** Keeps a voucher that came without a call: see `vouchers.ProviderLedger.accept`. */
  accept(signed: SignedVoucher): Promise<Figures> {
    this.#turn(signed.voucher.channel);
    return this.ledger.accept(signed, { now: this.now() });
  }

  /** The amount of a channel's newest voucher that can be used: see `vouchers.ProviderLedger.available`. */
  available(channel: PublicKey): Figures {
    this.#turn(channel);
    return this.ledger.available(channel, { now: this.now() });
  }

  /**
   * Reads a channel from the chain and takes it.
   *
   * @throws `AccountNotFound`; `WrongProvider` for a channel of another one; as `vouchers.ProviderLedger.track`.
   */
  async track(channel: PublicKey): Promise<void> {
    const account = await this.#market.read.channel(channel);
    if (!account.provider.equals(this.#input.provider)) throw foreseen("WrongProvider");
    await this.#take(account);
  }

  /** Reads the chain now, and drops closed channels. This also happens automatically from time to time. */
  async refresh(): Promise<void> {
    await this.#time.refresh();
    const known = this.ledger.channels;
    const { provider } = this.#input;
    const all = await this.#market.read.channels({ provider });
    const own = all.filter(({ address }) => this.ledger.owns(address));
    const found = new Set(own.map(({ address }) => keyId(address)));
    await Promise.all([
      ...own.map((account) => this.#take(account)),
      ...known
        .filter((channel) => this.ledger.owns(channel) && !found.has(keyId(channel)))
        .map((channel) => this.#forget(channel)),
    ]);
  }

  /**
   * Takes over partitions whose leases this process now owns. Their channels are loaded, and read from the chain.
   *
   * @throws as `vouchers.ProviderLedger.takePartition`, and errors of reading the chain; then none of them is taken.
   */
  async takePartitions(partitions: readonly number[]): Promise<void> {
    try {
      for (const partition of partitions) await this.ledger.takePartition(partition);
      await this.refresh();
    } catch (error) {
      this.leavePartitions(partitions);
      throw error;
    }
  }

  /** Gives partitions up: see `vouchers.ProviderLedger.leavePartition`. */
  leavePartitions(partitions: readonly number[]): void {
    for (const partition of partitions) this.ledger.leavePartition(partition);
    for (const [id, { address }] of this.#accounts) {
      if (partitions.includes(partitionOf(address))) this.#accounts.delete(id);
    }
  }

  /**
   * Settles what is due, after reading its state on chain, and records the result. A refused transaction does not stop
   * the others, and its vouchers are due again. A call during a settlement waits for that settlement.
   *
   * @throws errors of reading the chain and of `submit`. Without `submit`, a refused transaction does not stop the
   * others.
   */
  settleDue(input: SettleDueInput): Promise<SettledBatch[]> {
    this.#settling ??= this.#settleDue(input).finally(() => (this.#settling = null));
    return this.#settling;
  }

  /** Stops following the chain, and waits for a settlement in progress. */
  async stop(): Promise<void> {
    await Promise.all(this.#stops.map((stop) => stop()));
    this.#stops = [];
    await this.#settling?.catch(() => undefined);
  }

  async #settleDue({ submit, ...rules }: SettleDueInput): Promise<SettledBatch[]> {
    await this.refresh();
    const due = this.ledger.due({ ...rules, now: this.now() });
    const entries = due.flatMap((channel) => channel.entries);
    if (entries.length === 0) return [];
    const { provider } = this.#input;
    const plans = await this.#market.plan.settle({ provider, entries });
    const send = submit ?? ((all) => this.#sendEach(all));
    const signatures = await send(plans);
    const batches = plans.map(({ quote }, index): SettledBatch => ({
      entries: quote.entries,
      signature: signatures[index] ?? null,
    }));
    for (const { signature } of batches) if (signature !== null) await this.#adopt(signature);
    return batches;
  }

  async #sendEach(plans: readonly Plan<SettlementQuote>[]): Promise<(string | null)[]> {
    const { onError = () => undefined } = this.#input;
    const signatures: (string | null)[] = [];
    for (const plan of plans) {
      const sent = await this.#market.send(plan).catch((error: unknown) => {
        onError(error);
        return null;
      });
      signatures.push(sent);
    }
    return signatures;
  }

  async #adopt(signature: string): Promise<void> {
    const { connection, context } = this.#market;
    const { programId } = context;
    const happened = await fetchEvents(connection, signature, defined({ programId }));
    for (const { data } of named(happened, "VouchersSettled")) await this.ledger.adopt(data);
  }

  #follow(options: Pick<SyncOptions, "pollMs" | "onError">): void {
    const { onError = () => undefined } = options;
    const { provider } = this.#input;
    const take = (account: ChannelAccount) => void this.#take(account).catch(onError);
    this.#stops = [
      this.#market.watch.channels({ provider }, take, { onError }),
      poll(() => this.refresh(), options),
    ];
  }

  async #take(account: ChannelAccount): Promise<void> {
    const { address } = account;
    if (!this.ledger.owns(address)) return;
    const known = this.#accounts.get(keyId(address));
    if (known !== undefined && account.sequence < known.sequence) return; // of a node that lags behind
    this.#accounts.set(keyId(address), account);
    await this.ledger.track(providerChannelTerms({ channel: account, epoch: this.#epoch() }));
  }

  async #forget(channel: PublicKey): Promise<void> {
    this.#accounts.delete(keyId(channel));
    await this.ledger.forget(channel);
  }

  #epoch(): number {
    return epochAt({ clock: this.#clock, now: this.now() });
  }

  /** Takes a channel as it is in the epoch that runs now, where that turned since it was last taken. */
  #turn(channel: PublicKey): void {
    const account = this.#accounts.get(keyId(channel));
    if (account === undefined) return;
    const { onError = () => undefined } = this.#input;
    const [epoch, newest] = [this.#epoch(), this.ledger.terms(channel).quotas.at(-1)?.epoch ?? 0];
    if (epoch <= newest) return;
    // it counts at once, and is stored with what comes next
    this.ledger.track(providerChannelTerms({ channel: account, epoch })).catch(onError);
  }
}
