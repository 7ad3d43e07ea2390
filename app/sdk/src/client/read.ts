import type { Connection, PublicKey } from "@solana/web3.js";
import { bondTicket, type BondTicketAccount } from "../accounts/bond-ticket";
import { channel, type ChannelAccount } from "../accounts/channel";
import type { ReadOptions } from "../accounts/client";
import { epochRecord, type EpochRecordAccount } from "../accounts/epoch-record";
import { market, type MarketAccount } from "../accounts/market";
import { position, type PositionAccount } from "../accounts/position";
import { provider, type ProviderAccount } from "../accounts/provider";
import { ticket, type TicketAccount } from "../accounts/ticket";
import { chainNow } from "../chain-time";
import { diemSupply } from "../diem-supply";
import { noWallet } from "../errors/client-errors";
import { epochRecord as recordOf, type MarketKeys, position as positionOf } from "../pda";
import { defined } from "../defined";
import { billOf } from "../quotes/debt";
import { epochAt } from "../quotes/math/epoch";
import type { PriceRatio } from "../quotes/valuation";
import { ata, tokenAmount } from "../tokens";
import { type MarketSummary, summaryOf } from "./summary";

/** What an owner holds outside of the market, in base units. */
export interface Balances {
  readonly lamports: bigint;
  /** Of the associated token accounts; 0 if there is none. */
  readonly vvv: bigint;
  readonly diem: bigint;
}

/** A position, and what clears its debt. */
export interface OwingPosition extends PositionAccount {
  /** DIEM base units. It falls if others burn DIEM without owing it. */
  readonly bill: bigint;
}

/** A provider and its prices. */
export interface PricedProvider extends ProviderAccount {
  /** In the running epoch: DIEM base units per whole credit, and the SHA-256 of the price list. */
  readonly price: bigint;
  readonly priceListHash: Uint8Array;
  /** From the next epoch on, as set so far: DIEM base units per whole credit. */
  readonly nextPrice: bigint;
}

/** What a {@link MarketReader} reads with. */
export interface ReaderInput extends ReadOptions {
  readonly connection: Connection;
  readonly market: MarketKeys;
  /** The owner whose accounts are read if no owner is given. */
  readonly owner?: PublicKey;
}

/**
 * Reads one market's accounts as they are now: what `DiemClient.read` is, for a page that only reads.
 *
 * @example
 * const opened = await openMarket({ connection, market: address, checkCluster: true });
 * const market = accounts.market.keys(opened.market);
 * const providers = await new MarketReader({ connection, market }).providers();
 */
export class MarketReader {
  constructor(private readonly input: ReaderInput) {}

  /** The market itself. */
  market(): Promise<MarketAccount> {
    return market.fetch(this.connection, this.address, this.options);
  }

  /** The chain's own clock in unix seconds, which the program uses. */
  now(): Promise<bigint> {
    return chainNow(this.input);
  }

  /** The DIEM in existence, in base units. */
  supply(): Promise<bigint> {
    return diemSupply(this.input);
  }

  /** An owner's (default: the wallet's) stake position with its bill; null if none is open. */
  async position(owner = this.owner()): Promise<OwingPosition | null> {
    const [found, owing] = await Promise.all([
      position.fetchNullable(this.connection, this.positionOf(owner), this.options),
      this.owing(),
    ]);
    return found === null ? null : owing(found);
  }

  /** All positions of the market with their bills. */
  async positions(): Promise<OwingPosition[]> {
    const filter = { market: this.address };
    const [found, owing] = await Promise.all([
      position.fetchAll(this.connection, filter, this.options),
      this.owing(),
    ]);
    return found.map(owing);
  }

  /** An owner's (default: the wallet's) unstake tickets, in the order of their ids. */
  async tickets(owner = this.owner()): Promise<TicketAccount[]> {
    const filter = { position: this.positionOf(owner) };
    return byId(await ticket.fetchAll(this.connection, filter, this.options));
  }

  /** A provider with its prices. Throws `AccountNotFound` if there is none. */
  async provider(address: PublicKey): Promise<PricedProvider> {
    const [found, now] = await Promise.all([
      provider.fetch(this.connection, address, this.options),
      this.now(),
    ]);
    return priced(found, now);
  }

  /** All providers of the market with their prices. */
  async providers(): Promise<PricedProvider[]> {
    const filter = { market: this.address };
    const [found, now] = await Promise.all([
      provider.fetchAll(this.connection, filter, this.options),
      this.now(),
    ]);
    return found.map((one) => priced(one, now));
  }

  /** A provider's bond tickets, in the order of their ids. */
  async bondTickets(address: PublicKey): Promise<BondTicketAccount[]> {
    return byId(await bondTicket.fetchAll(this.connection, { provider: address }, this.options));
  }

  /** A channel. Throws `AccountNotFound` if there is none. */
  channel(address: PublicKey): Promise<ChannelAccount> {
    return channel.fetch(this.connection, address, this.options);
  }

  /** The market's channels, all of them unless a consumer or a provider is named. */
  async channels(
    filter: { readonly consumer?: PublicKey; readonly provider?: PublicKey } = {},
  ): Promise<ChannelAccount[]> {
    // A node accepts no filter on all three. A provider belongs to one market.
    const whose = filter.provider === undefined ? { market: this.address, ...filter } : filter;
    const found = await channel.fetchAll(this.connection, whose, this.options);
    return found.filter((one) => one.market.equals(this.address));
  }

  /** An epoch's record; null if it has none, or not any more. */
  epochRecord(epoch: number): Promise<EpochRecordAccount | null> {
    const { programId } = this.input;
    const address = recordOf({ market: this.address, epoch, ...defined({ programId }) });
    return epochRecord.fetchNullable(this.connection, address, this.options);
  }

  /** All records that the market has, in the order of their epochs. */
  async epochRecords(): Promise<EpochRecordAccount[]> {
    const filter = { market: this.address };
    const records = await epochRecord.fetchAll(this.connection, filter, this.options);
    return records.sort((a, b) => a.epoch - b.epoch);
  }

  /**
   * A summary of the market: utilisation, coverage of the quota, and the returns of stakers and minters at current
   * rates. `vvvPerDiem` values the payments in DIEM; without it those figures are null.
   *
   * @example
   * const vvvPerDiem = { numerator: 5n, denominator: 2n }; // a DIEM is worth 2.5 VVV
   * const { stakerApr, utilisation } = await client.read.summary({ vvvPerDiem });
   */
  async summary({ vvvPerDiem }: { readonly vvvPerDiem?: PriceRatio } = {}): Promise<MarketSummary> {
    const [state, supply, providers, records, now] = await Promise.all([
      this.market(),
      this.supply(),
      this.providers(),
      this.epochRecords(),
      this.now(),
    ]);
    return summaryOf({ market: state, supply, providers, records, vvvPerDiem, now });
  }

  /** What an owner (default: the wallet) holds outside of the market, in one request. */
  async balances(owner = this.owner()): Promise<Balances> {
    const { vvvMint, diemMint } = this.input.market;
    const [wallet, vvv, diem] = await this.connection.getMultipleAccountsInfo(
      [owner, ata(vvvMint, owner), ata(diemMint, owner)],
      this.input.commitment,
    );
    return {
      lamports: BigInt(wallet?.lamports ?? 0),
      vvv: tokenAmount(vvv?.data),
      diem: tokenAmount(diem?.data),
    };
  }

  private async owing() {
    const [state, supply] = await Promise.all([this.market(), this.supply()]);
    return (found: PositionAccount): OwingPosition => ({
      ...found,
      bill: billOf({ market: state, position: found, supply }),
    });
  }

  private owner(): PublicKey {
    const { owner } = this.input;
    if (owner === undefined) throw noWallet();
    return owner;
  }

  private positionOf(owner: PublicKey): PublicKey {
    return positionOf({
      market: this.address,
      owner,
      ...defined({ programId: this.input.programId }),
    });
  }

  private get address(): PublicKey {
    return this.input.market.market;
  }

  private get connection(): Connection {
    return this.input.connection;
  }

  private get options(): ReadOptions {
    const { programId, commitment } = this.input;
    return { ...defined({ programId }), ...defined({ commitment }) };
  }
}

function priced(found: ProviderAccount, now: bigint): PricedProvider {
  const epoch = epochAt({ clock: found, now });
  const { price: nextPrice } = provider.termsIn(found, epoch + 1);
  return { ...found, ...provider.termsIn(found, epoch), nextPrice };
}

function byId<Ticket extends { readonly id: bigint }>(tickets: Ticket[]): Ticket[] {
  return tickets.sort((a, b) => (a.id < b.id ? -1 : 1));
}
