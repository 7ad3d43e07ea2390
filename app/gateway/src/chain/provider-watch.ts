import { accounts, type DiemClient, type ProviderAccount, quotes } from "@diem/sdk";
import type { PublicKey } from "@solana/web3.js";
import { hashToText } from "@diem/wire";

/** See {@link ProviderWatch.start}. */
export interface ProviderWatchInput {
  readonly client: DiemClient;
  readonly provider: PublicKey;
  readonly clock: quotes.EpochClock;
  /** The chain's clock, in unix seconds. */
  readonly now: () => bigint;
  /** Milliseconds between two readings; a change is taken at once. */
  readonly pollMs: number;
  readonly onError: (error: unknown) => void;
}

/** A provider's terms, of which those of the running epoch count, and how long ago the chain was read. */
export class ProviderWatch {
  readonly #input: ProviderWatchInput;
  #account: ProviderAccount;
  #readAt = performance.now();
  #timer: NodeJS.Timeout | null = null;
  #stopWatch: (() => Promise<void>) | null = null;
  #hash: { readonly of: Uint8Array; readonly text: string } | null = null;

  private constructor(input: ProviderWatchInput, account: ProviderAccount) {
    this.#input = input;
    this.#account = account;
  }

  /** Reads the provider, and goes on reading. Throws what the first reading throws. */
  static async start(input: ProviderWatchInput): Promise<ProviderWatch> {
    const { client, provider, pollMs, onError } = input;
    const account = await accounts.provider.fetch(client.connection, provider);
    const watch = new ProviderWatch(input, account);
    watch.#timer = setInterval(() => void watch.refresh().catch(onError), pollMs);
    watch.#stopWatch = client.watch.provider(provider, (found) => watch.#take(found), { onError });
    return watch;
  }

  /** Hash of the price list that counts now. */
  get prices(): string {
    const { clock, now } = this.#input;
    const epoch = quotes.epochAt({ clock, now: now() });
    const { priceListHash: of } = accounts.provider.termsIn(this.#account, epoch);
    if (this.#hash?.of !== of) this.#hash = { of, text: hashToText(of) };
    return this.#hash.text;
  }

  /** Milliseconds since the chain was read. */
  get ageMs(): number {
    return performance.now() - this.#readAt;
  }

  /** Reads the provider now. Throws what the connection throws. */
  async refresh(): Promise<void> {
    const { client, provider } = this.#input;
    this.#take(await accounts.provider.fetch(client.connection, provider));
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#stopWatch?.();
  }

  #take(account: ProviderAccount): void {
    this.#readAt = performance.now();
    if (account.sequence >= this.#account.sequence) this.#account = account;
  }
}
