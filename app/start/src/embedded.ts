import { existsSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

import { Keypair } from "@solana/web3.js";

import { DIEM_PROGRAM_PATH, EmbeddedChain } from "@diem/localnet";
import { PROGRAM_ID } from "@diem/sdk";

import { LEAD_SECS } from "./market";

const SAVE_EVERY_MS = 3_000;

/** The chain of a state file, or a new one. */
export function openChain(state: string | undefined): EmbeddedChain {
  if (state !== undefined && existsSync(state)) return EmbeddedChain.load(state);
  const wall = BigInt(Math.floor(Date.now() / 1_000));
  return EmbeddedChain.start({
    // It stands still while its market is made, and has caught up as soon as time passes.
    now: wall - LEAD_SECS,
    programs: [{ programId: PROGRAM_ID, path: DIEM_PROGRAM_PATH }],
    // Vouchers and whatever else names a cluster do not pass for those of an earlier run.
    genesisHash: Keypair.generate().publicKey.toBase58(),
  });
}

/** See {@link Autosave}. */
export interface AutosaveConfig {
  readonly path: string;
  /** Told when the file could not be written; it is tried again. */
  readonly onFailure: (error: unknown) => void;
}

/** Saves a chain to a file every few seconds in which something happened, once it is started. */
export class Autosave {
  private readonly stopping = new AbortController();
  private saving: Promise<void> | undefined;

  constructor(
    private readonly chain: EmbeddedChain,
    private readonly config: AutosaveConfig,
  ) {}

  start(): void {
    this.saving = this.saveChanges();
  }

  /** Saves the chain's last moment, if it was started at all. */
  async stop(): Promise<void> {
    if (this.saving === undefined) return;
    this.stopping.abort();
    await this.saving;
    await this.chain.save(this.config.path);
  }

  private async saveChanges(): Promise<void> {
    const { signal } = this.stopping;
    let saved = -1;
    while (!signal.aborted) {
      const count = await this.chain.connection.getTransactionCount();
      if (count !== saved) {
        await this.chain.save(this.config.path).then(() => (saved = count), this.config.onFailure);
      }
      await pause(SAVE_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
