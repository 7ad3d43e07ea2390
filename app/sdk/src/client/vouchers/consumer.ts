import type { PublicKey } from "@solana/web3.js";
import type { ChannelAccount } from "../../accounts/channel";
import { foreseen } from "../../errors/program-errors";
import { defined } from "../../defined";
import { type EpochClock, epochAt } from "../../quotes/math/epoch";
import type { Cost } from "../../vouchers/cost";
import {
  ConsumerLedger,
  type ConsumerLedgerInput,
  type OpenOptions,
} from "../../vouchers/consumer/ledger";
import type { OpenCall } from "../../vouchers/consumer/open-call";
import { consumerChannelTerms } from "../../vouchers/consumer/terms";
import type { Stop } from "../watch";
import { ChainClock } from "./chain-clock";
import type { Market, SyncOptions } from "./market";
import { poll } from "./poll";

/** See `MarketVouchers.consumer`. */
export interface ConsumerChannelInput extends SyncOptions, Omit<ConsumerLedgerInput, "terms"> {
  readonly channel: PublicKey;
}

/** A consumer's channel: its ledger, kept up to date. */
export class ConsumerChannel {
  readonly #market: Market;
  readonly #clock: EpochClock & { readonly clusterTag: Uint8Array };
  readonly #time: ChainClock;
  /** The known state of the channel; its epochs advance with the clock. */
  readonly ledger: ConsumerLedger;
  #account: ChannelAccount;
  #stops: readonly Stop[] = [];

  private constructor(
    market: Market,
    known: {
      readonly clock: EpochClock & { readonly clusterTag: Uint8Array };
      readonly time: ChainClock;
      readonly account: ChannelAccount;
      readonly ledger: ConsumerLedger;
    },
  ) {
    this.#market = market;
    this.#clock = known.clock;
    this.#time = known.time;
    this.#account = known.account;
    this.ledger = known.ledger;
  }

  /** See `MarketVouchers.consumer`. */
  static async open(
    market: Market,
    { channel, live = true, pollMs, onError, ...input }: ConsumerChannelInput,
  ): Promise<ConsumerChannel> {
    const [clock, account, time] = await Promise.all([
      market.read.market(),
      market.read.channel(channel),
      ChainClock.start(market.read),
    ]);
    if (!account.market.equals(market.market.market)) throw foreseen("WrongMarket");
    const epoch = epochAt({ clock, now: time.now() });
    const terms = consumerChannelTerms({ channel: account, clusterTag: clock.clusterTag, epoch });
    const ledger = await ConsumerLedger.open({ terms, ...input });
    const opened = new ConsumerChannel(market, { clock, time, account, ledger });
    await opened.#take(account);
    if (live) opened.#follow({ ...defined({ pollMs }), ...defined({ onError }) });
    return opened;
  }

  /** The channel as last seen on chain. */
  get account(): ChannelAccount {
    return this.#account;
  }

  /** The chain's clock, in unix seconds, without asking it. */
  now(): bigint {
    return this.#time.now();
  }

  /** Opens a call in the epoch that runs now: see `vouchers.ConsumerLedger.open`. */
  open(most: Cost, options?: OpenOptions): Promise<OpenCall> {
    this.#turn();
    return this.ledger.open(most, options);
  }

  /** Reads the chain now. This also happens automatically from time to time. */
  async refresh(): Promise<void> {
    await this.#time.refresh();
    await this.#take(await this.#market.read.channel(this.#account.address));
  }

  /** Stops following the chain. Everything that was signed is already stored. */
  async stop(): Promise<void> {
    await Promise.all(this.#stops.map((stop) => stop()));
    this.#stops = [];
  }

  #follow(options: Pick<SyncOptions, "pollMs" | "onError">): void {
    const { onError = () => undefined } = options;
    const take = (account: ChannelAccount) => void this.#take(account).catch(onError);
    this.#stops = [
      this.#market.watch.channel(this.#account.address, take, { onError }),
      poll(() => this.refresh(), options),
    ];
  }

  async #take(account: ChannelAccount): Promise<void> {
    if (account.sequence < this.#account.sequence) return; // of a node that lags behind
    this.#account = account;
    this.#turn();
    for (const { epoch, used: quota } of [account.lastQuota, account.quota]) {
      await this.ledger.settled({ epoch, quota, diem: account.settled });
    }
  }

  /** Takes the channel as it is in the epoch that runs now. */
  #turn(): void {
    const { clusterTag } = this.#clock;
    const epoch = epochAt({ clock: this.#clock, now: this.#time.now() });
    this.ledger.setTerms(consumerChannelTerms({ channel: this.#account, clusterTag, epoch }));
  }
}
