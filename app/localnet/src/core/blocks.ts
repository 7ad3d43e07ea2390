/** Blocks that the chain remembers: 11 hours of them at 400 ms. */
const BLOCK_CAPACITY = 100_000;

export interface Block {
  readonly slot: bigint;
  /** The slot of the block before it. */
  readonly parent: bigint;
  readonly height: number;
  readonly blockhash: string;
  readonly previousBlockhash: string;
  /** Unix seconds. */
  readonly time: bigint;
  readonly signatures: readonly string[];
}

/** The chain's blocks, oldest first. A slot that the clock skipped has none. */
export class Blocks {
  private readonly blocks: Block[];

  /** @param blocks - the genesis block, or what is left of an earlier run: at least one */
  constructor(blocks: readonly Block[]) {
    this.blocks = [...blocks];
  }

  get latest(): Block {
    return this.at(this.blocks.length - 1);
  }

  get first(): Block {
    return this.at(0);
  }

  add(block: Block): void {
    this.blocks.push(block);
    // Done rarely and in one step, because shifting an array of this size takes as long as a block.
    if (this.blocks.length > 2 * BLOCK_CAPACITY) this.blocks.splice(0, BLOCK_CAPACITY);
  }

  /** Those later than `time` (unix seconds). */
  after(time: bigint): readonly Block[] {
    let start = this.blocks.length;
    while (start > 0 && this.at(start - 1).time > time) start -= 1;
    return this.blocks.slice(start);
  }

  get(slot: bigint): Block | undefined {
    const block = this.blocks[this.indexFrom(slot)];
    return block?.slot === slot ? block : undefined;
  }

  /** Those at `first` and later, as many as `count`. */
  from(first: bigint, count: number): readonly Block[] {
    const start = this.indexFrom(first);
    return this.blocks.slice(start, start + count);
  }

  /** The newest ones, oldest of them first. */
  newest(count: number): readonly Block[] {
    return this.blocks.slice(-count);
  }

  /** Where the first block at `slot` or later stands. */
  private indexFrom(slot: bigint): number {
    let low = 0;
    let high = this.blocks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.at(middle).slot < slot) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private at(index: number): Block {
    const block = this.blocks[index];
    if (!block) throw new RangeError(`no block ${index}`);
    return block;
  }
}
