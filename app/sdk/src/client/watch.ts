import type { Commitment, Connection, PublicKey } from "@solana/web3.js";
import { channel, type ChannelAccount } from "../accounts/channel";
import { market, type MarketAccount } from "../accounts/market";
import { position, type PositionAccount } from "../accounts/position";
import { provider, type ProviderAccount } from "../accounts/provider";
import type { LocatedEvent } from "../events/logged";
import { defined } from "../defined";
import type { MarketKeys, ProgramOption } from "../pda";
import { PROGRAM_ID } from "../program";
import { Follower, type FollowedBatch, type FollowListener, type FollowOptions } from "./follow";

/** Ends a watch; resolves when the node was told. */
export type Stop = () => Promise<void>;

/** Called with what went wrong; the watch goes on. */
export interface WatchOptions {
  readonly onError?: (error: unknown) => void;
}

/** What a {@link MarketWatch} watches with. */
export interface WatchInput extends ProgramOption {
  readonly connection: Connection;
  readonly market: MarketKeys;
  readonly commitment?: Commitment;
}

type Listener<Value> = (value: Value) => void;
interface Decoder<Account> {
  readonly decode: (data: Uint8Array) => Omit<Account, "address">;
}

/** Follows one market as it changes: what `DiemClient.watch` is. */
export class MarketWatch {
  constructor(private readonly input: WatchInput) {}

  /**
   * Each event of the market, once and in order, even if notifications are lost: see {@link transactions}.
   *
   * @example
   * const stop = client.watch.events(({ name, data }) => show(name, data), { onError: report });
   */
  events(
    listener: (event: LocatedEvent, signature: string) => void | Promise<void>,
    options: FollowOptions = {},
  ): Stop {
    const each = async ({ events, signature }: FollowedBatch) => {
      for (const event of events) await listener(event, signature);
    };
    return this.transactions(each, options);
  }

  /**
   * Each transaction with events of the market, once and in order, one after the other. An indexer stores them together
   * with its position. Every account numbers its events, so a missing one is noticed, and the history is searched for
   * it. This reads all transactions of the program.
   *
   * @example
   * const stop = client.watch.transactions(
   *   ({ events, signature, sequences }) => store.save(events, signature, sequences),
   *   { after: "start", onError: report },
   * );
   */
  transactions(listener: FollowListener, options: FollowOptions = {}): Stop {
    return new Follower(this.input, listener, options).start();
  }

  /** The market, whenever it changes. */
  market(listener: Listener<MarketAccount>, options?: WatchOptions): Stop {
    return this.account(market, this.input.market.market, listener, options);
  }

  /** A position, whenever it changes. */
  position(address: PublicKey, listener: Listener<PositionAccount>, options?: WatchOptions): Stop {
    return this.account(position, address, listener, options);
  }

  /** A provider, whenever it changes. */
  provider(address: PublicKey, listener: Listener<ProviderAccount>, options?: WatchOptions): Stop {
    return this.account(provider, address, listener, options);
  }

  /** A channel, whenever it changes. */
  channel(address: PublicKey, listener: Listener<ChannelAccount>, options?: WatchOptions): Stop {
    return this.account(channel, address, listener, options);
  }

  /** Each channel of a provider, whenever it changes or is opened. */
  channels(
    { provider: of }: { readonly provider: PublicKey },
    listener: Listener<ChannelAccount>,
    { onError = () => undefined }: WatchOptions = {},
  ): Stop {
    const { connection, commitment, programId = PROGRAM_ID } = this.input;
    const id = connection.onProgramAccountChange(
      programId,
      ({ accountId: address, accountInfo: { data } }) => {
        try {
          listener({ ...channel.decode(data), address });
        } catch (error) {
          onError(error);
        }
      },
      { filters: channel.filters({ provider: of }), ...defined({ commitment }) },
    );
    return () => connection.removeProgramAccountChangeListener(id);
  }

  private account<Account extends { readonly address: PublicKey }>(
    decoder: Decoder<Account>,
    address: PublicKey,
    listener: Listener<Account>,
    { onError = () => undefined }: WatchOptions = {},
  ): Stop {
    const { connection, commitment } = this.input;
    const take = (data: Uint8Array) => {
      try {
        listener({ ...decoder.decode(data), address } as Account);
      } catch (error) {
        onError(error);
      }
    };
    const id = connection.onAccountChange(
      address,
      ({ data }) => take(data),
      defined({ commitment }),
    );
    return () => connection.removeAccountChangeListener(id);
  }
}
