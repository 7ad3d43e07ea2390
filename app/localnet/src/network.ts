import { Connection, Keypair, LAMPORTS_PER_SOL, SYSVAR_CLOCK_PUBKEY } from "@solana/web3.js";

import { EmbeddedChain, type EmbeddedChainConfig } from "./chain";

/**
 * The interface of a chain for programs that run a scenario, on either chain: the embedded one or a
 * `solana-test-validator`.
 */
export interface Network {
  readonly connection: Connection;
  /** Only on the embedded chain, whose clock and accounts can be set. */
  readonly embedded: EmbeddedChain | undefined;
  /** Unix seconds of the newest block. */
  now(): Promise<bigint>;
  /** Lets `secs` pass: at once on the embedded chain, in real time on a validator. */
  advance(secs: bigint): Promise<void>;
  /** A key that was not used before. An embedded chain draws the same keys in every run. */
  keypair(): Keypair;
  /** A new wallet with 10 SOL of the faucet. */
  wallet(): Promise<Keypair>;
}

const WALLET_LAMPORTS = 10 * LAMPORTS_PER_SOL;
const SEED_BYTES = 32;
/** Where the clock sysvar keeps the unix time. */
const UNIX_TIMESTAMP_OFFSET = 32;
const POLL_MS = 200;

/** A new embedded chain. `seed` varies the keys that it draws. */
export function embeddedNetwork(config: EmbeddedChainConfig, seed = 0): Network {
  const embedded = EmbeddedChain.start(config);
  let drawn = 0;
  const keypair = () => {
    const bytes = Buffer.alloc(SEED_BYTES);
    bytes.writeUInt32LE(seed, 0);
    bytes.writeUInt32LE(drawn++, 4);
    return Keypair.fromSeed(bytes);
  };
  return {
    connection: embedded.connection,
    embedded,
    now: () => Promise.resolve(embedded.clock.now()),
    advance: (secs) => {
      if (secs > 0n) embedded.clock.advance(secs);
      return Promise.resolve();
    },
    keypair,
    wallet: () => {
      const wallet = keypair();
      embedded.airdrop(wallet.publicKey, WALLET_LAMPORTS);
      return Promise.resolve(wallet);
    },
  };
}

/**
 * A running validator with a faucet.
 *
 * @throws Error when nothing answers at the URL
 */
export async function validatorNetwork(url: string): Promise<Network> {
  const connection = new Connection(url, "confirmed");
  try {
    await connection.getVersion();
  } catch (cause) {
    throw new Error(`no validator answers at ${url}: start solana-test-validator`, { cause });
  }
  const now = async () => {
    const clock = await connection.getAccountInfo(SYSVAR_CLOCK_PUBKEY);
    if (clock === null) throw new Error(`the chain at ${url} has no clock sysvar`);
    return clock.data.readBigInt64LE(UNIX_TIMESTAMP_OFFSET);
  };
  return {
    connection,
    embedded: undefined,
    now,
    advance: async (secs) => {
      const until = (await now()) + secs;
      while ((await now()) < until) await new Promise((resume) => setTimeout(resume, POLL_MS));
    },
    keypair: () => Keypair.generate(),
    wallet: async () => {
      const wallet = Keypair.generate();
      const signature = await connection.requestAirdrop(wallet.publicKey, WALLET_LAMPORTS);
      await connection.confirmTransaction({
        signature,
        ...(await connection.getLatestBlockhash()),
      });
      return wallet;
    },
  };
}
