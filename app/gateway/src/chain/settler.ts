import { type DiemClient, events, vouchers } from "@diem/sdk";
import type { PublicKey } from "@solana/web3.js";

/** When to settle. */
export interface SettleRules {
  /** From so many unsettled DIEM base units of a channel on. */
  readonly diemAtLeast: bigint;
  /** From so many unsettled micro-credits of quota of a channel on. */
  readonly quotaAtLeast: bigint;
  /** So many seconds before something cannot be settled any more. */
  readonly leadSecs: bigint;
}

/** See {@link Settler}. */
export interface SettlerInput {
  readonly client: DiemClient;
  readonly provider: PublicKey;
  readonly ledger: vouchers.ProviderLedger;
  readonly now: () => bigint;
  readonly rules: SettleRules;
  readonly everyMs: number;
  /** Told of each transaction that settled. */
  readonly onSettled: (signature: string) => void;
  /** Told where settling failed; it is tried again. */
  readonly onError: (error: unknown) => void;
}

/** Settles what is due. */
export class Settler {
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;

  constructor(private readonly input: SettlerInput) {}

  start(): void {
    this.#timer = setInterval(() => this.soon(), this.input.everyMs);
  }

  /** Settles what is due by the rules, unless it is being done. */
  soon(): void {
    this.#running ??= this.#settle(this.input.rules)
      .catch((error: unknown) => this.input.onError(error))
      .finally(() => {
        this.#running = null;
      });
  }

  async #settle(rules: SettleRules): Promise<void> {
    const { client, provider, ledger, now, onSettled } = this.input;
    const entries = ledger.due({ now: now(), ...rules }).flatMap((due) => due.entries);
    if (entries.length === 0) return;
    const sent = await client.act.settle({ provider, entries });
    for (const { signature } of sent) {
      const happened = await events.fetch(client.connection, signature);
      for (const { data } of events.named(happened, "VouchersSettled")) await ledger.adopt(data);
      onSettled(signature);
    }
  }

  /** Settles all that was used. Throws what sending throws. */
  async settleAll(): Promise<void> {
    await this.#running;
    await this.#settle({ ...this.input.rules, diemAtLeast: 1n, quotaAtLeast: 1n });
  }

  /** Ends, and settles all that was used. Throws what sending throws. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.settleAll();
  }
}
