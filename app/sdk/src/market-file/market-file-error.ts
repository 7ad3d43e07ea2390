import type { PublicKey } from "@solana/web3.js";

/** A market file that cannot be used as it is. The message says where, and what to write instead. */
export class MarketFileError extends Error {
  override readonly name = "MarketFileError";
  /** Where in the file, for example `params.treasury`. */
  readonly path: string;
  readonly problem: string;
  /** What to do about it. */
  readonly next: string;

  constructor({
    path,
    problem,
    next,
    cause,
  }: {
    readonly path: string;
    readonly problem: string;
    readonly next: string;
    readonly cause?: unknown;
  }) {
    super(`${path} ${problem}: ${next}`, { cause });
    this.path = path;
    this.problem = problem;
    this.next = next;
  }
}

/** A creator has one market for a VVV mint, and it is there. */
export class MarketExistsError extends Error {
  override readonly name = "MarketExistsError";

  constructor(readonly market: PublicKey) {
    super(
      `there is a market at ${market.toBase58()} already: use it, or create another one with another creator or VVV mint`,
    );
  }
}
