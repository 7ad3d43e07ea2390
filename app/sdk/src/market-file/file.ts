import type { PublicKey } from "@solana/web3.js";
import type { Roles, TokenMetadata } from "../types";
import type { FileParams } from "./fields";

/** The creator of the market, or an address. */
export type RoleHolder = PublicKey | "creator";

/** What is fixed when a market is created. */
export interface Opening {
  readonly epochSecs: bigint;
  /** Start of the first epoch: the last midnight in UTC, the moment of creation, or unix seconds. */
  readonly genesis: "utc-midnight" | "now" | bigint;
  /** DIEM base units per whole credit. */
  readonly referencePrice: bigint;
}

/** A market as a reviewed file says it. */
export interface MarketFile {
  readonly params: FileParams;
  /** Null in a file that only changes parameters. */
  readonly opening: Opening | null;
  /** The creator where a file names nobody. */
  readonly roles: Readonly<Record<keyof Roles, RoleHolder>>;
  /** What wallets show of DIEM; null if a file leaves it open. */
  readonly token: TokenMetadata | null;
}
