/** Names of the errors that stop an indexer. */
export type IndexerErrorName =
  "ChainReset" | "DatabaseMoved" | "DatabaseUnusable" | "HistoryLost" | "ProgramMissing";

/** Thrown if an index cannot be updated or read. The message says what to do. */
export class IndexerError extends Error {
  constructor(
    override readonly name: IndexerErrorName,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
