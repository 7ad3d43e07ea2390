import type { Commitment, Connection, PublicKey } from "@solana/web3.js";
import { type MarketAccount, market as markets } from "../accounts/market";
import { noWallet } from "../errors/client-errors";
import { defined } from "../defined";
import type { MarketKeys, ProgramOption } from "../pda";
import type { PlanContext } from "../plans";
import { send, type SendOptions } from "../transactions/send";
import type { Wallet } from "../transactions/wallet";
import { type Actions, bindActions, bindPlans, type BoundPlans, type Sendable } from "./bind-plans";
import { readMarket } from "./connect";
import { MarketHistory } from "./history";
import { MarketReader } from "./read";
import { simulate, type Simulated } from "./simulate";
import { MarketVouchers } from "./vouchers";
import { MarketWatch } from "./watch";

/** See {@link DiemClient.connect}. */
export interface ConnectInput extends ProgramOption {
  readonly connection: Connection;
  /** Address of the market. */
  readonly market: PublicKey;
  /** Pays and signs; a client without one only reads. */
  readonly wallet?: Wallet;
  /** The level to read at and to wait for. Default: the connection's own, or "confirmed". */
  readonly commitment?: Commitment;
  /** Whether to refuse a market that was made for another cluster, which takes one request more. */
  readonly checkCluster?: boolean;
}

/**
 * One market, and one wallet that acts in it.
 *
 * @example
 * const client = await DiemClient.connect({ connection, market, wallet });
 * await client.act.stake({ amount: 1_000_000_000_000n });
 * const { signature, quote } = await client.act.mintDiem({ diemAmount: 5_000_000_000n });
 */
export class DiemClient {
  /** The market's addresses. */
  readonly market: MarketKeys;
  /** The market's accounts, and the wallet's in it. */
  readonly read: MarketReader;
  /** The market as it changes. */
  readonly watch: MarketWatch;
  /** What happened in the market. */
  readonly history: MarketHistory;
  /** Every function of `plans` for this market and wallet: says what would be done, and sends nothing. */
  readonly plan: BoundPlans;
  /** Every function of `plans` for this market and wallet: plans, sends and waits for the confirmation. */
  readonly act: Actions;

  /** Paying and being paid by voucher, with all that is on chain kept up to date. */
  readonly vouchers: MarketVouchers;

  private constructor(
    readonly connection: Connection,
    /** The market as it was when the client connected; `read.market()` reads it as it is now. */
    readonly connectedTo: MarketAccount,
    readonly wallet: Wallet | undefined,
    private readonly options: ProgramOption & { readonly commitment?: Commitment },
  ) {
    this.market = markets.keys(connectedTo);
    const input = { connection, market: this.market, ...options };
    this.read = new MarketReader({ ...input, ...defined({ owner: wallet?.publicKey }) });
    this.watch = new MarketWatch(input);
    this.history = new MarketHistory(input);
    this.vouchers = new MarketVouchers(this);
    this.plan = bindPlans(() => this.context);
    this.act = bindActions(
      () => this.context,
      (plan, sending) => this.send(plan, sending),
    );
  }

  /**
   * Reads the market and makes its client.
   *
   * @throws `AccountNotFound` if nothing is at the address; `WrongAccountType` if something else is, or the
   * market of another program; `WrongCluster`; `NodeUnreachable` if the node gives no answer.
   */
  static async connect({
    connection,
    market,
    wallet,
    checkCluster,
    ...options
  }: ConnectInput): Promise<DiemClient> {
    const at = { connection, market, ...defined({ checkCluster }), ...options };
    return new DiemClient(connection, await readMarket(at), wallet, options);
  }

  /** What plans are made from. Throws `NoWallet` if the client has no wallet. */
  get context(): PlanContext {
    const { connection, market, wallet } = this;
    if (wallet === undefined) throw noWallet();
    const { programId } = this.options;
    return { connection, market, owner: wallet.publicKey, ...defined({ programId }) };
  }

  /**
   * Has the wallet sign a plan, sends it and waits for its confirmation; see `transactions.send`.
   *
   * @returns the signature.
   */
  async send({ instructions }: Sendable, options: SendOptions = {}): Promise<string> {
    const { connection, wallet } = this;
    if (wallet === undefined) throw noWallet();
    const { programId, commitment } = this.options;
    return send(
      { connection, wallet },
      { ...defined({ programId }), ...defined({ commitment }), ...options, instructions },
    );
  }

  /**
   * What a plan would do if it were sent now; nothing is signed, and nothing changes.
   *
   * @throws the program's error; `ProgramFailed`, `InsufficientSol` or `TransactionFailed` if another program or the runtime
   * would refuse.
   */
  async simulate(
    { instructions }: Sendable,
    options: Pick<SendOptions, "lookupTables"> = {},
  ): Promise<Simulated> {
    const { connection, owner: payer, programId } = this.context;
    return simulate({ connection, payer, ...options, instructions, ...defined({ programId }) });
  }
}
