import { readFileSync } from "node:fs";

import { type AccountInfo, PublicKey } from "@solana/web3.js";

import { ChainClock } from "./clock";
import { EmbeddedConnection } from "./connection";
import { Bank } from "./core/bank";
import { NATIVE_MINT_ADDRESS, nativeMint } from "./core/native-mint";
import { Faucet } from "./rpc/faucet";
import { PubSub } from "./rpc/pubsub";
import { RpcServer } from "./rpc/server";

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

  private constructor(now: bigint) {
    this.bank = new Bank(now);
    this.bank.accounts.put(NATIVE_MINT_ADDRESS, nativeMint());
    this.faucet = new Faucet(this.bank);
    this.rpc = new RpcServer(this.bank, this.faucet.methods);
    this.pubsub = new PubSub(this.bank);
    this.clock = new ChainClock(this.bank);
    this.connection = new EmbeddedConnection(this.rpc, this.pubsub);
  }

  /** @throws Error when a program's file is missing or is not a loadable program */
  static start({ programs = [], now }: EmbeddedChainConfig = {}): EmbeddedChain {
    const chain = new EmbeddedChain(now ?? BigInt(Math.floor(Date.now() / 1_000)));
    for (const program of programs) {
      chain.addProgram(program.programId, "path" in program ? program.path : program.bytes);
    }
    return chain;
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

  /** Produces empty blocks, each with a new blockhash: 151 of them expire every older blockhash. */
  produceBlocks(count: number): void {
    for (let produced = 0; produced < count; produced += 1) this.bank.produceBlock();
  }
}
