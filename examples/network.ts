import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DiemClient, keypairWallet } from "@diem/sdk";
import { Connection, Keypair, PublicKey } from "@solana/web3.js";

/** Where an example runs, and whose wallets it has. */
export interface Network {
  readonly connection: Connection;
  /** Address of the market. */
  readonly market: PublicKey;
  /** Address of the provider that sells. */
  readonly provider: PublicKey;
  /** Where it sells. Default: the endpoint on chain. */
  readonly endpoint?: string;
  readonly wallets: {
    readonly staker: Keypair;
    readonly consumer: Keypair;
    /** Serves the provider's calls and settles. */
    readonly operator: Keypair;
  };
  /** What an example must not forget is kept here. */
  readonly folder: string;
}

/** Takes a line of what an example has to say. */
export type Say = (line: string) => void;

/** A client of the market, which acts for a wallet where one is given. */
export function clientOf({ connection, market }: Network, keypair?: Keypair): Promise<DiemClient> {
  const wallet = keypair === undefined ? {} : { wallet: keypairWallet(keypair) };
  return DiemClient.connect({ connection, market, ...wallet });
}

/** An amount of base units as people read it. */
export function inWhole(amount: bigint, decimals: number): string {
  const unit = 10n ** BigInt(decimals);
  const fraction = (amount % unit).toString().padStart(decimals, "0").replace(/0+$/, "");
  return `${amount / unit}${fraction === "" ? "" : `.${fraction}`}`;
}

/** The network that `npm start` runs, as its `.diem/env` names it. */
export function localNetwork(): Network {
  const named = (name: string): string => {
    const value = process.env[name];
    if (value !== undefined) return value;
    throw new Error(
      `${name} is not set: run "npm start" in one terminal, ". .diem/env" in this one`,
    );
  };
  const wallets = dirname(named("DIEM_KEYPAIR"));
  const keypair = (name: string): Keypair => {
    const bytes = JSON.parse(readFileSync(join(wallets, `${name}.json`), "utf8")) as number[];
    return Keypair.fromSecretKey(Uint8Array.from(bytes));
  };
  return {
    connection: new Connection(named("DIEM_URL"), "confirmed"),
    market: new PublicKey(named("DIEM_MARKET")),
    provider: new PublicKey(named("DIEM_PROVIDER")),
    wallets: {
      staker: keypair("staker"),
      consumer: keypair("consumer"),
      operator: keypair("operator"),
    },
    folder: join(wallets, "..", "examples"),
  };
}
