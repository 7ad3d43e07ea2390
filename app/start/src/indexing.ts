import { mkdirSync } from "node:fs";
import { join } from "node:path";

import type { Indexer } from "@diem/indexer";
import { pino } from "pino";

import type { LocalNetwork } from "./network";

/** See {@link startIndexing}. */
export interface IndexingOptions {
  /** Where the indexer answers; 0 for any port that is free. */
  readonly port: number;
}

/** Keeps the history of the network's market in its folder, and serves it; a chain that began anew is indexed anew. */
export async function startIndexing(
  { files, url, wsUrl, connection }: LocalNetwork,
  { port }: IndexingOptions,
): Promise<Indexer> {
  // loaded here, so that refusals and help come at once
  const { configSchema, startIndexer } = await import("@diem/indexer");
  const folder = join(files.folder, "indexer");
  mkdirSync(folder, { recursive: true });
  const config = configSchema.parse({
    listen: { port },
    chain: { url, wsUrl, pollSecs: 1 },
    database: join(folder, "history.db"),
    onReset: "rebuild",
    reconcileSecs: 10,
  });
  const log = pino(pino.destination(join(folder, "log")));
  return startIndexer(config, { connection, log });
}
