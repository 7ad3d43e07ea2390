/**
 * Follows the events of DIEM markets into SQL, and serves their history over HTTP.
 *
 * @module
 */
export { type Indexer, indexerLog, type IndexerOptions, startIndexer } from "./indexer";
export { checkIndexer, type Finding } from "./check";
export { rebuild, type RebuildOptions, type RebuildReport } from "./rebuild";
export { type TableHashes } from "./store/hash";
export { IndexerError, type IndexerErrorName } from "./errors";
export { readConfig } from "./config/read";
export { isPostgres } from "./store/database";
export { configSchema, type IndexerConfig, type IndexerConfigInput } from "./config/schema";
