/** Names of what keeps an indexer from its work. */
export type IndexerErrorName =
  "ChainReset" | "DatabaseMoved" | "DatabaseUnusable" | "HistoryLost" | "ProgramMissing";

/** Thrown where an index cannot be kept or read; the message says what to do about it. */
export class IndexerError extends Error {
  constructor(
    override readonly name: IndexerErrorName,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
