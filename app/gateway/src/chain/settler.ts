import type { DiemClient, ProviderDesk } from "@diem/sdk";
import type { PublicKey } from "@solana/web3.js";

/** When to settle. */
export interface SettleRules {
  /** Minimum unsettled DIEM base units of a channel. */
  readonly diemAtLeast: bigint;
  /** Minimum unsettled micro-credits of quota of a channel. */
  readonly quotaAtLeast: bigint;
  /** Seconds before an amount can no longer be settled. */
  readonly leadSecs: bigint;
}

/** See {@link Settler}. */
export interface SettlerInput {
  readonly client: DiemClient;
  readonly provider: PublicKey;
  readonly desk: ProviderDesk;
  readonly rules: SettleRules;
  readonly everyMs: number;
  /** Called for each transaction that settled. */
  readonly onSettled: (signature: string) => void;
  /** Called when settling failed, with the number of failures in a row; it is tried again. */
  readonly onError: (error: unknown, failures: number) => void;
  /** Called after each attempt. */
  readonly onDone: () => void;
}

/** Settles what is due: from time to time, and at once where a consumer asks for the closing of a channel. */
export class Settler {
  #timer: NodeJS.Timeout | null = null;
  #stopEvents: (() => Promise<void>) | null = null;
  #running: Promise<void> | null = null;
  /** Rules of the next run, which was requested during a run. */
  #next: SettleRules | null = null;
  #failures = 0;

  constructor(private readonly input: SettlerInput) {}

  /** How often in a row settling has failed. */
  get failures(): number {
    return this.#failures;
  }

  start(): void {
    const { client, provider, everyMs, rules, onError } = this.input;
    this.#timer = setInterval(() => this.#soon(rules), everyMs);
    this.#stopEvents = client.watch.events(
      ({ name, data }) => {
        if (name === "CloseRequested" && data.channel.provider.equals(provider)) this.#soon(rules);
      },
      { onError: (error) => onError(error, this.#failures) },
    );
  }

  /** Settles everything after the current run has ended. */
  soon(): void {
    this.#soon(this.#all);
  }

  /** Settles all that was used. Throws what reading the chain throws. */
  async settleAll(): Promise<void> {
    await this.#running;
    await this.#settle(this.#all);
  }

  /** Stops, and settles everything. Throws what reading the chain throws. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#stopEvents?.();
    await this.settleAll();
  }

  get #all(): SettleRules {
    return { ...this.input.rules, diemAtLeast: 1n, quotaAtLeast: 1n };
  }

  #soon(rules: SettleRules): void {
    // what settles more counts
    if (this.#next === null || rules.diemAtLeast < this.#next.diemAtLeast) this.#next = rules;
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    while (this.#next !== null) {
      const rules = this.#next;
      this.#next = null;
      await this.#settle(rules).catch((error: unknown) => this.#failed(error));
    }
    this.#running = null;
  }

  async #settle(rules: SettleRules): Promise<void> {
    const { desk, onSettled, onDone } = this.input;
    try {
      for (const { signature, entries } of await desk.settleDue(rules)) {
        if (signature === null) {
          this.#failed(new Error(`a settlement of ${entries.length} vouchers was refused`));
        } else {
          this.#failures = 0;
          onSettled(signature);
        }
      }
    } finally {
      onDone();
    }
  }

  #failed(error: unknown): void {
    this.#failures += 1;
    this.input.onError(error, this.#failures);
  }
}
