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
