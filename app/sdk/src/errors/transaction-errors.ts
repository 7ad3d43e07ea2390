/** A transaction has more bytes than a packet of the network. */
export class TransactionTooLargeError extends Error {
  override readonly name = "TransactionTooLargeError";
  readonly size: number;
  readonly limit: number;

  constructor({ size, limit }: { size: number; limit: number }) {
    super(
      `the transaction has ${String(size)} bytes, the limit is ${String(limit)}: use an address lookup table or fewer instructions`,
    );
    this.size = size;
    this.limit = limit;
  }
}

/** The node does not know a transaction. */
export class TransactionNotFoundError extends Error {
  override readonly name = "TransactionNotFoundError";
  readonly signature: string;

  constructor({ signature }: { signature: string }) {
    super(
      `there is no transaction ${signature}: wait for its confirmation, or ask a node that keeps older history`,
    );
    this.signature = signature;
  }
}

/** A sent transaction is in no block, and cannot get into one any more. */
export class TransactionExpiredError extends Error {
  override readonly name = "TransactionExpiredError";
  readonly signature: string;

  constructor({ signature, cause }: { signature: string; cause?: unknown }) {
    super(
      `the transaction ${signature} reached no block while it was valid, and never will: nothing happened, so send it again, with a higher priority fee where the network is busy`,
      { cause },
    );
    this.signature = signature;
  }
}

/** A transaction was sent, and nobody could be asked what became of it. */
export class TransactionOutcomeUnknownError extends Error {
  override readonly name = "TransactionOutcomeUnknownError";
  readonly signature: string;
  /** The last block that can hold it: what `transactions.outcome` needs besides the signature. */
  readonly lastValidBlockHeight: number;

  constructor({
    signature,
    lastValidBlockHeight,
    cause,
  }: {
    signature: string;
    lastValidBlockHeight: number;
    cause?: unknown;
  }) {
    super(
      `the transaction ${signature} was sent, and the node did not say what became of it: look it up before anything is sent again (transactions.outcome)`,
      { cause },
    );
    this.signature = signature;
    this.lastValidBlockHeight = lastValidBlockHeight;
  }
}
