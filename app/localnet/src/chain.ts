import { readFileSync } from "node:fs";

import { type AccountInfo, PublicKey } from "@solana/web3.js";

import { ChainClock } from "./clock";
import { EmbeddedConnection } from "./connection";
import { Bank } from "./core/bank";
import { NATIVE_MINT_ADDRESS, nativeMint } from "./core/native-mint";
import { SigningKey } from "./core/signing-key";
import { type Pace, pace } from "./pacer";
import { Faucet } from "./rpc/faucet";
import { PubSub } from "./rpc/pubsub";
import { RpcServer } from "./rpc/server";
import { writeAtomically } from "./state/container";
import { Recording, type RecordingConfig } from "./state/recording";
import { packState, readState } from "./state/snapshot";

/** A compiled program: the path of its `.so` file, or the file's bytes. */
export type ProgramSource = string | Uint8Array;

export type ProgramConfig = { readonly programId: PublicKey } & (
  { readonly path: string } | { readonly bytes: Uint8Array }
);

export interface EmbeddedChainConfig {
  /** Programs to load besides those that LiteSVM bundles (system, SPL Token, memo, ...). */
  readonly programs?: readonly ProgramConfig[];
  /** The chain's first moment in unix seconds; the wall clock's present by default. */
  readonly now?: bigint;
  /** The genesis hash, in base58. By default it is the same for all embedded chains. */
  readonly genesisHash?: string;
}

/**
 * A Solana chain in this process: LiteSVM behind web3.js's `Connection`.
 *
 * Each transaction is executed when it is sent, in a block of its own that is final at once. Time
 * stands still until {@link EmbeddedChain.clock} is moved.
 */
export class EmbeddedChain {
  readonly connection: EmbeddedConnection;
  readonly clock: ChainClock;
  /** The JSON-RPC methods, for a transport other than {@link EmbeddedChain.connection}. */
  readonly rpc: RpcServer;
  /** The subscription methods, for a transport other than {@link EmbeddedChain.connection}. */
  readonly pubsub: PubSub;
  private readonly bank: Bank;
  private readonly faucet: Faucet;

  private constructor(bank: Bank, faucet: Faucet) {
    this.bank = bank;
    this.faucet = faucet;
    this.rpc = new RpcServer(this.bank, this.faucet.methods);
    this.pubsub = new PubSub(this.bank);
    this.clock = new ChainClock(this.bank);
    this.connection = new EmbeddedConnection(this.rpc, this.pubsub);
  }

  /** @throws Error when a program's file is missing or is not a loadable program */
  static start({ programs = [], now, genesisHash }: EmbeddedChainConfig = {}): EmbeddedChain {
    const bank = Bank.genesis(now ?? BigInt(Math.floor(Date.now() / 1_000)), genesisHash);
    bank.accounts.put(NATIVE_MINT_ADDRESS, nativeMint());
    const chain = new EmbeddedChain(bank, Faucet.open(bank, SigningKey.generate()));
    for (const program of programs) {
      chain.addProgram(program.programId, "path" in program ? program.path : program.bytes);
    }
    return chain;
  }

  /**
   * Goes on with a chain that {@link EmbeddedChain.save} or {@link EmbeddedChain.record} wrote to a
   * file, at the last moment that is there: programs, accounts, clock and blockhashes are as they were.
   * @throws StateFileError when the file cannot be read, is damaged, or is none of this version's
   */
  static load(path: string): EmbeddedChain {
    const { bank, faucet } = readState(path);
    return new EmbeddedChain(bank, new Faucet(bank, faucet));
  }

  /**
   * Writes the chain to a file, replacing it in one step: a process that is killed in the middle leaves the
   * old one. Of the history, the newest 5,000 transactions and blocks are kept. The file holds the
   * faucet's key, and is readable for its owner alone.
   */
  async save(path: string): Promise<void> {
    await writeAtomically(path, await packState(this.bank, this.faucet.key));
  }

  /**
   * Keeps the chain in a file as it goes, until the recording is stopped: the state at this moment, and
   * beside it, in a journal that only grows, every step since. What a transaction did is on the disk
   * before its sender is answered, so that one that was confirmed survives `kill -9` and a power cut.
   * Empty blocks may be lost at a power cut, which takes away no more than time.
   */
  async record(config: RecordingConfig): Promise<Recording> {
    return Recording.start(this.bank, this.faucet.key, config);
  }

  /**
   * Gives lamports to an address by a transfer from the faucet, which takes a block.
   * @returns the transfer's signature
   * @throws JsonRpcError when the address would hold less than the rent-exempt minimum
   */
  airdrop(address: PublicKey, lamports: bigint | number): string {
    return this.faucet.pay(address.toBase58(), BigInt(lamports));
  }

  /** The account at the address, `null` if there is none. The data is a copy. */
  getAccount(address: PublicKey): AccountInfo<Buffer> | null {
    const account = this.bank.accounts.get(address.toBase58());
    if (!account) return null;
    return {
      lamports: Number(account.lamports),
      data: Buffer.from(account.data),
      owner: new PublicKey(account.owner),
      executable: account.executable,
    };
  }

  /**
   * Overwrites an account outside of any transaction: no rule of the runtime applies, no block is
   * produced, but subscribers are told. Zero lamports remove the account.
   */
  setAccount(address: PublicKey, account: AccountInfo<Buffer>): void {
    this.bank.putAccount(address.toBase58(), {
      lamports: BigInt(account.lamports),
      data: account.data,
      owner: account.owner.toBase58(),
      executable: account.executable,
    });
  }

  /**
   * Deploys a program, or replaces one, at once.
   * @throws Error when the file is missing or is not a loadable program
   */
  addProgram(programId: PublicKey, source: ProgramSource): void {
    const bytes = typeof source === "string" ? readFileSync(source) : source;
    this.bank.addProgram(programId.toBase58(), bytes);
  }

  /**
   * Runs the chain in real time: a block every `slotMs`, and time that follows the wall clock. Transactions share the
   * block that is open when they are sent. {@link EmbeddedChain.clock} still works: if it was moved ahead of the wall
   * clock, it stays ahead.
   * @returns a function that stops this
   */
  run(config: Pace = {}): () => void {
    return pace(this.bank, config);
  }

  /** Produces empty blocks, each with a new blockhash: 151 of them expire every older blockhash. */
  produceBlocks(count: number): void {
    for (let produced = 0; produced < count; produced += 1) this.bank.produceBlock();
  }
}
