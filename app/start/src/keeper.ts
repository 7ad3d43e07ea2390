import { setTimeout as pause } from "node:timers/promises";

import type { Connection, Keypair } from "@solana/web3.js";

import { errors, keepers, keypairWallet, type MarketKeys, transactions } from "@diem/sdk";

const PAUSE_MS = 2_000;

/** What a keeper of a local network works with. */
export interface KeeperConfig {
  readonly connection: Connection;
  readonly market: MarketKeys;
  /** Pays and signs. */
  readonly wallet: Keypair;
  /** Called with an error; it tries again. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Does what is due in the market until it is stopped: collects and distributes revenue, reports use, rolls epochs,
 * pays quota rewards, and closes records. Announced parameters are left to their authority.
 *
 * @returns a function that stops it after the current transaction
 */
export function keep(config: KeeperConfig): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const working = (async () => {
    while (!signal.aborted) {
      await round(config, signal).catch(config.onFailure);
      await pause(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  })();
  return async () => {
    stopping.abort();
    await working;
  };
}

async function round(
  { connection, market, wallet, onFailure }: KeeperConfig,
  signal: AbortSignal,
): Promise<void> {
  const payer = wallet.publicKey;
  const tasks = await keepers.due({ connection, market: market.market, payer });
  const sender = { connection, wallet: keypairWallet(wallet) };
  for (const { kind, instructions } of tasks) {
    if (signal.aborted) return;
    if (kind === "applyParams") continue;
    try {
      await transactions.send(sender, { instructions });
    } catch (error) {
      // Another keeper was faster, or a new epoch began. The next round reads what is due then.
      if (!errors.isDiemError(error) || error.source === "client") onFailure(error);
    }
  }
}
