import type { Connection } from "@solana/web3.js";
import type { MarketKeys } from "../../pda";
import type { PlanContext } from "../../plans";
import type { BoundPlans, Sendable } from "../bind-plans";
import type { MarketReader } from "../read";
import type { MarketWatch } from "../watch";

/** The parts of a client that ledgers use. */
export interface Market {
  readonly connection: Connection;
  readonly market: MarketKeys;
  readonly read: MarketReader;
  readonly watch: MarketWatch;
  readonly plan: BoundPlans;
  readonly context: PlanContext;
  send(plan: Sendable): Promise<string>;
}

/** How ledgers keep up to date. */
export interface SyncOptions {
  /** Milliseconds until the chain is read even without a notification; default: 30,000. */
  readonly pollMs?: number;
  /** Whether to follow the chain; else it is read as the ledger opens, and by `refresh`. Default: true. */
  readonly live?: boolean;
  /** Called with an error of following the chain. It is tried again. */
  readonly onError?: (error: unknown) => void;
}
