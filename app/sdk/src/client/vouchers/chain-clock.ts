import type { MarketReader } from "../read";

/** The chain's own clock, computed from this machine's clock and the difference that was last measured. */
export class ChainClock {
  readonly #read: Pick<MarketReader, "now">;
  #aheadMs = 0n;

  private constructor(read: Pick<MarketReader, "now">) {
    this.#read = read;
  }

  static async start(read: Pick<MarketReader, "now">): Promise<ChainClock> {
    const time = new ChainClock(read);
    await time.refresh();
    return time;
  }

  /** Unix seconds. */
  now(): bigint {
    return (BigInt(Date.now()) + this.#aheadMs) / 1_000n;
  }

  /** Asks the chain. */
  async refresh(): Promise<void> {
    const chain = await this.#read.now();
    this.#aheadMs = chain * 1_000n - BigInt(Date.now());
  }
}
