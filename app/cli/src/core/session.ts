import { Connection, type Keypair, type PublicKey } from "@solana/web3.js";
import { type DiemEventName, type events, keypairWallet } from "@diem/sdk";
import { letSocketEnd } from "@diem/sdk/node";
import { type CliError, InterruptedError } from "./errors";
import { explain, isRefusal, signatureOf } from "./failures";
import type { Io } from "./io";
import { type WalletContext, type MarketContext, openMarket } from "./network/context";
import { Transport } from "./network/transport";
import { type Outcome, Printer } from "./output/printer";
import { parseAddress } from "./parse";
import { eventOf } from "./sending/event-of";
import { type Receipt, previewAll, type Sending, sendPlan } from "./sending/send";
import { readKeypair } from "./settings/keypair";
import { type GlobalOptions, resolveSettings, type Settings } from "./settings/settings";

/** One run of a command: the effective configuration, access to the chain, input and output. */
export class Session {
  readonly settings: Settings;
  readonly printer: Printer;
  readonly connection: Connection;
  private readonly transport: Transport;
  private keypair: Keypair | undefined;

  /** @throws UsageError if the settings cannot be used. Nothing is contacted and no key is read yet. */
  constructor(
    readonly io: Io,
    options: GlobalOptions,
  ) {
    this.settings = resolveSettings(options, io);
    this.printer = new Printer(io, options);
    this.transport = new Transport(this.settings.url.value, io.signal);
    const { url, wsUrl, commitment } = this.settings;
    this.connection = new Connection(url.value, {
      commitment: commitment.value,
      fetch: this.transport.fetch,
      ...(wsUrl === undefined ? {} : { wsEndpoint: wsUrl }),
    });
  }

  /** The user's wallet. Throws a UsageError that says why it cannot be read. */
  get wallet(): Keypair {
    this.keypair ??= readKeypair(this.settings.keypair.value, this.io);
    return this.keypair;
  }

  /** The market to look at; no wallet is needed. */
  marketContext(): Promise<MarketContext> {
    return openMarket(this);
  }

  /** The market, and the user's wallet to act in it. */
  async walletContext(): Promise<WalletContext> {
    const { wallet } = this;
    const opened = await openMarket(this, keypairWallet(wallet));
    return { ...opened, owner: wallet.publicKey };
  }

  /** The address that was given, or the wallet's own. `what` says whose: "owner". */
  addressOr(text: string | undefined, what: string): PublicKey {
    return text === undefined ? this.wallet.publicKey : parseAddress(text, what);
  }

  /** Shows, asks, sends and waits; null after a dry run, which has printed everything. */
  send(sending: Sending): Promise<Receipt | null> {
    return sendPlan(this, sending);
  }

  /** Shows what transactions would do, in one output. */
  preview(sendings: readonly Sending[]): Promise<void> {
    return previewAll(this, sendings);
  }

  /** The event of a sent transaction: its exact effect. */
  event<Name extends DiemEventName>(
    { signature }: Receipt,
    name: Name,
  ): Promise<events.EventData<Name>> {
    const { connection, settings } = this;
    const programId = settings.programId.value;
    return eventOf({ connection, programId }, { signature, name });
  }

  /** Prints the result: text for people, or JSON for scripts. */
  print(outcome: Outcome): void {
    this.printer.print(outcome);
  }

  /** Writes what is left, and holds the process no longer. */
  async close(): Promise<void> {
    letSocketEnd(this.connection);
    await this.printer.finish();
  }

  /** The first cause of a failure. */
  failure(error: unknown): CliError {
    const url = this.settings.url.value;
    const { aborted } = this.io.signal;
    const found = this.transport.failureBehind(error);
    const failure = explain(signatureOf(error) === undefined ? (found ?? error) : error, url);
    if (!aborted || isRefusal(error)) return failure;
    const { message, next, signature, cause } = failure;
    return new InterruptedError(
      signature === undefined ? { cause } : { message, next, signature, cause },
    );
  }
}
