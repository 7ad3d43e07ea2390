import type { DiemClient, ProviderDesk } from "@diem/sdk";
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
  readonly desk: ProviderDesk;
  readonly rules: SettleRules;
  readonly everyMs: number;
  /** Told of each transaction that settled. */
  readonly onSettled: (signature: string) => void;
  /** Told where settling failed; it is tried again. */
  readonly onError: (error: unknown) => void;
}

/** Settles what is due: from time to time, and at once where a consumer asks for the closing of a channel. */
export class Settler {
  #timer: NodeJS.Timeout | null = null;
  #stopEvents: (() => Promise<void>) | null = null;

  constructor(private readonly input: SettlerInput) {}

  start(): void {
    const { client, provider, everyMs, rules, onError } = this.input;
    const settle = () => void this.#settle(rules).catch(onError);
    this.#timer = setInterval(settle, everyMs);
    this.#stopEvents = client.watch.events(
      ({ name, data }) => {
        if (name === "CloseRequested" && data.channel.provider.equals(provider)) settle();
      },
      { onError },
    );
  }

  /** Settles all that was used. Throws what reading the chain throws. */
  async settleAll(): Promise<void> {
    await this.#settle({ ...this.input.rules, diemAtLeast: 1n, quotaAtLeast: 1n });
  }

  /** Ends, and settles all that was used. Throws what reading the chain throws. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#stopEvents?.();
    await this.settleAll();
  }

  async #settle(rules: SettleRules): Promise<void> {
    const { desk, onSettled, onError } = this.input;
    for (const { signature, entries } of await desk.settleDue(rules)) {
      if (signature !== null) onSettled(signature);
      else onError(new Error(`a settlement of ${entries.length} vouchers was refused`));
    }
  }
}
