import {
  accounts,
  type ChannelAccount,
  type DiemClient,
  errors,
  type MarketAccount,
  quotes,
} from "@diem/sdk";
import { PublicKey } from "@solana/web3.js";
import { hashToText } from "@diem/wire";
import { ChainClock } from "./clock";

/** What is told of the chain. */
export interface ChainListener {
  /** A channel of the provider, as it will be found while `epoch` runs. */
  channel(channel: ChannelAccount, epoch: number): Promise<void>;
  /** A channel that is closed. */
  closed(address: PublicKey): Promise<void>;
  /** Hash of the price list that counts. */
  prices(hash: string): void;
  /** All of it was read. */
  read(): void;
  error(error: unknown): void;
}

/** See {@link ChainFollower.start}. */
export interface FollowInput {
  readonly client: DiemClient;
  readonly provider: PublicKey;
  /** Channels that were followed before. */
  readonly known: readonly PublicKey[];
  readonly listener: ChainListener;
  /** Milliseconds between two readings; one follows each event of the market as well. */
  readonly pollMs: number;
}

const AFTER_EVENT_MS = 100;

/** Follows a provider's channels and terms, so that no call waits for the chain. */
export class ChainFollower {
  readonly clock = new ChainClock();
  #market: MarketAccount | null = null;
  #known: Set<string>;
  #reading: Promise<void> | null = null;
  #again = false;
  #timer: NodeJS.Timeout | null = null;
  #soon: NodeJS.Timeout | null = null;
  #stopEvents: (() => Promise<void>) | null = null;

  constructor(private readonly input: FollowInput) {
    this.#known = new Set(input.known.map((address) => address.toBase58()));
  }

  /** Reads the chain, and goes on reading. Throws what the first reading throws. */
  async start(): Promise<void> {
    await this.#read();
    const { client, listener, pollMs } = this.input;
    this.#timer = setInterval(() => void this.refresh(), pollMs);
    const onError = (error: unknown) => listener.error(error);
    this.#stopEvents = client.watch.events(() => this.#readSoon(), { onError });
  }

  /** The market. */
  get market(): MarketAccount {
    if (this.#market === null) throw new TypeError("the chain was not read yet");
    return this.#market;
  }

  /** Reads the chain once more, after a reading that is under way. Failures are told, not thrown. */
  async refresh(): Promise<void> {
    if (this.#reading !== null) {
      this.#again = true;
      return this.#reading;
    }
    const run = async () => {
      do {
        this.#again = false;
        await this.#read().catch((error: unknown) => this.input.listener.error(error));
      } while (this.#again);
    };
    this.#reading = run().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  /** A channel that is not known yet: whether it is one of the provider. Throws what the connection throws. */
  async look(address: PublicKey): Promise<boolean> {
    const { client, provider } = this.input;
    const { connection } = client;
    const channel = await accounts.channel.fetchNullable(connection, address).catch(foreign);
    if (channel === null || !channel.provider.equals(provider)) return false;
    await this.#take(channel);
    return true;
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    if (this.#soon !== null) clearTimeout(this.#soon);
    await this.#stopEvents?.();
    await this.#reading;
  }

  #readSoon(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = null;
      void this.refresh();
    }, AFTER_EVENT_MS);
  }

  async #read(): Promise<void> {
    const { client, provider: address, listener } = this.input;
    const [market, provider, channels, now] = await Promise.all([
      client.read.market(),
      accounts.provider.fetch(client.connection, address),
      client.read.channels({ provider: address }),
      client.read.now(),
    ]);
    this.#market = market;
    this.clock.set(now);
    const epoch = quotes.epochAt({ clock: market, now });
    listener.prices(hashToText(accounts.provider.termsIn(provider, epoch).priceListHash));
    const known = this.#known;
    this.#known = new Set(channels.map((channel) => channel.address.toBase58()));
    for (const channel of channels) await listener.channel(channel, epoch);
    for (const before of known) {
      if (!this.#known.has(before)) await this.#lookAgain(before);
    }
    listener.read();
  }

  /** A channel that a list of all left out: a node that lags behind may not have seen it yet. */
  async #lookAgain(id: string): Promise<void> {
    const { client, listener } = this.input;
    const address = new PublicKey(id);
    const found = await accounts.channel.fetchNullable(client.connection, address);
    if (found === null) await listener.closed(address);
    else await this.#take(found);
  }

  async #take(channel: ChannelAccount): Promise<void> {
    const { now } = this.clock;
    if (now === null) throw new TypeError("the chain was not read yet");
    const epoch = quotes.epochAt({ clock: this.market, now });
    await this.input.listener.channel(channel, epoch);
    this.#known.add(channel.address.toBase58());
  }
}

/** An account of another kind is no channel. */
function foreign(error: unknown): null {
  if (errors.isDiemError(error, "WrongAccountType")) return null;
  throw error;
}
