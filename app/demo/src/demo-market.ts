import type { Keypair, PublicKey, Signer, TransactionInstruction } from "@solana/web3.js";

import { type Network, tokens } from "@diem/localnet";
import {
  accounts,
  constants,
  type DiemEvent,
  diemSupply,
  errors,
  events,
  type MarketKeys,
  pda,
  quotes,
  transactions,
} from "@diem/sdk";

/** The two periods that a chain's clock has to live through. */
export interface Periods {
  readonly epochSecs: bigint;
  readonly cooldownSecs: bigint;
}

/** Base units of one DIEM, and of one VVV of the story's mint. */
export const UNIT = constants.DIEM_UNIT;

/** Somebody in the story. */
export interface Person {
  readonly name: string;
  readonly keypair: Keypair;
  readonly address: PublicKey;
  readonly vvv: PublicKey;
  readonly diem: PublicKey;
}

/** Settings of a demo. */
export interface DemoMarketInput {
  readonly network: Network;
  readonly market: MarketKeys;
  /** How the market counts its epochs. */
  readonly clock: quotes.EpochClock;
  readonly treasury: Keypair;
  /** Its wallet pays all fees and rents, and has every role in the market. */
  readonly crew: transactions.Sender;
}

/** What a transaction did and how large it was. */
export interface Receipt {
  readonly events: readonly DiemEvent[];
  readonly bytes: number;
}

/** The market of the story, with what is needed to act in it. */
export class DemoMarket {
  readonly network: Network;
  readonly market: MarketKeys;
  readonly clock: quotes.EpochClock;
  readonly treasury: Keypair;
  private readonly crew: transactions.Sender;

  constructor({ network, market, clock, treasury, crew }: DemoMarketInput) {
    this.network = network;
    this.market = market;
    this.clock = clock;
    this.treasury = treasury;
    this.crew = crew;
  }

  /** The crew's address. */
  get payer(): PublicKey {
    return this.crew.wallet.publicKey;
  }

  /** A wallet with token accounts for both mints and `vvv` base units of VVV. */
  async person(name: string, vvv: bigint, keypair?: Keypair): Promise<Person> {
    const wallet = keypair ?? (await this.network.wallet());
    const address = wallet.publicKey;
    const { vvvMint, diemMint } = this.market;
    const [vvvAccount, diemAccount] = [vvvMint, diemMint].map((mint) =>
      tokens.ata(mint, address),
    ) as [PublicKey, PublicKey];
    const { payer } = this;
    const open = (mint: PublicKey) => tokens.createAta({ payer, mint, owner: address });
    const minted = { mint: vvvMint, to: vvvAccount, authority: payer, amount: vvv };
    await this.send([
      open(vvvMint),
      open(diemMint),
      ...(vvv === 0n ? [] : [tokens.mintTo(minted)]),
    ]);
    return { name, keypair: wallet, address, vvv: vvvAccount, diem: diemAccount };
  }

  send(instructions: readonly TransactionInstruction[], signers: Signer[] = []): Promise<string> {
    return transactions.send(this.crew, { instructions, signers });
  }

  /** Sends what one person signs. */
  act(person: Person, ...list: TransactionInstruction[]): Promise<string> {
    return this.send(list, [person.keypair]);
  }

  async receipt(signature: string): Promise<Receipt> {
    const sent = await this.network.connection.getTransaction(signature, {
      maxSupportedTransactionVersion: 0,
    });
    if (sent === null) throw errors.transactionNotFound({ signature });
    return { events: events.fromTransaction(sent), bytes: transactions.size(sent.transaction) };
  }

  marketAccount() {
    return accounts.market.fetch(this.network.connection, this.market.market);
  }

  /** The DIEM in existence, in base units. */
  supply(): Promise<bigint> {
    return diemSupply({ connection: this.network.connection, market: this.market });
  }

  position({ address: owner }: Person) {
    const address = pda.position({ market: this.market.market, owner });
    return accounts.position.fetch(this.network.connection, address);
  }

  async balance(account: PublicKey): Promise<bigint> {
    const { value } = await this.network.connection.getTokenAccountBalance(account);
    return BigInt(value.amount);
  }

  /** The epoch that runs by the chain's clock. */
  async epoch(): Promise<number> {
    return quotes.epochAt({ clock: this.clock, now: await this.network.now() });
  }

  /** Lets time pass until the next epoch begins, and returns its number. */
  async nextEpoch(): Promise<number> {
    const epoch = (await this.epoch()) + 1;
    await this.until(quotes.epochStart({ clock: this.clock, epoch }));
    return epoch;
  }

  /** Lets time pass until the chain's clock shows `ts` (unix seconds). */
  async until(ts: bigint): Promise<void> {
    await this.network.advance(ts - (await this.network.now()));
  }
}
