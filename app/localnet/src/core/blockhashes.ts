/** Blocks after its own for which a blockhash is accepted (Agave: MAX_PROCESSING_AGE). */
const MAX_PROCESSING_AGE = 150;

/** A blockhash and the height of its block. */
export type AgedBlockhash = readonly [hash: string, height: number];

/**
 * The window of recent blockhashes. LiteSVM accepts only its latest one, so its own check is
 * switched off and this queue decides.
 */
export class BlockhashQueue {
  private readonly heights: Map<string, number>;
  private current: string;
  private currentHeight: number;

  /** @param window - the latest blockhashes, oldest first: at least the genesis hash itself */
  constructor(
    readonly genesisHash: string,
    window: readonly AgedBlockhash[] = [[genesisHash, 0]],
  ) {
    this.heights = new Map(window);
    const [hash, height] = window.at(-1) ?? [genesisHash, 0];
    this.current = hash;
    this.currentHeight = height;
  }

  get latest(): string {
    return this.current;
  }

  /** The height of the last block; skipped slots do not count. */
  get blockHeight(): number {
    return this.currentHeight;
  }

  /** The last block height at which the latest blockhash is accepted. */
  get lastValidBlockHeight(): number {
    return this.currentHeight + MAX_PROCESSING_AGE;
  }

  /** The blockhashes that are accepted, oldest first. */
  get window(): readonly AgedBlockhash[] {
    return [...this.heights];
  }

  isValid(blockhash: string): boolean {
    return this.heights.has(blockhash);
  }

  push(blockhash: string): void {
    this.currentHeight += 1;
    this.current = blockhash;
    this.heights.set(blockhash, this.currentHeight);
    for (const [hash, height] of this.heights) {
      if (height + MAX_PROCESSING_AGE >= this.currentHeight) break;
      this.heights.delete(hash);
    }
  }
}
