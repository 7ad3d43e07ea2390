import { letSocketEnd } from "@diem/sdk/node";
import type { Connection } from "@solana/web3.js";
import { type Logger, pino } from "pino";
import type { IndexerConfig } from "./config/schema";
import { connectionOf, programsOf, requireProgram } from "./connection";
import { Hub } from "./hub";
import { serve } from "./http/serve";
import { Metrics } from "./metrics";
import { ProgramIndex } from "./program-index";
import { requireChain } from "./store/chain";
import { openDatabase } from "./store/database";

/** See {@link startIndexer}. */
export interface IndexerOptions {
  /** Receives log entries. Default: standard output. */
  readonly log?: Logger;
  /** The connection to the chain. Default: made from the configuration. */
  readonly connection?: Connection;
}

/** The log of an indexer: one line of JSON per error. */
export function indexerLog(
  { logLevel }: Pick<IndexerConfig, "logLevel">,
  output: { write(line: string): unknown },
): Logger {
  return pino({ level: logLevel }, { write: (line) => void output.write(line) });
}

/** A running indexer. */
export interface Indexer {
  readonly url: string;
  /** Compares everything with the chain at once, instead of when it is due. Throws what the connection throws. */
  reconcile(): Promise<void>;
  /** The index of each program. */
  readonly programs: readonly ProgramIndex[];
  /** Stores pending events, and stops. */
  close(): Promise<void>;
}

/**
 * Starts an indexer: follows the events of all markets into a database, and answers by HTTP.
 *
 * @throws IndexerError; errors of the SDK if the chain cannot be read; EADDRINUSE.
 *
 * @example
 * const indexer = await startIndexer(readConfig("indexer.yaml"));
 * process.once("SIGTERM", () => void indexer.close());
 */
export async function startIndexer(
  config: IndexerConfig,
  { log = indexerLog(config, process.stdout), ...options }: IndexerOptions = {},
): Promise<Indexer> {
  const stops: (() => void | Promise<void>)[] = [];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) {
      await Promise.resolve(one()).catch((error: unknown) => log.error({ err: error }, "stop"));
    }
  };
  try {
    const { connection = connectionOf(config) } = options;
    if (options.connection === undefined) stops.push(() => letSocketEnd(connection));
    return await start({ config, connection, log, stops, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Starting {
  readonly config: IndexerConfig;
  readonly connection: Connection;
  readonly log: Logger;
  /** Functions that stop the running parts, the last one first. */
  readonly stops: (() => void | Promise<void>)[];
  readonly stop: () => Promise<void>;
}

async function start({ config, connection, log, stops, stop }: Starting): Promise<Indexer> {
  const programs = programsOf(config);
  for (const program of programs) await requireProgram(connection, program);
  const db = await openDatabase(config.database);
  stops.push(() => db.destroy());
  if (await requireChain(db, connection, config.onReset)) {
    log.warn("the database was of another chain: it was emptied");
  }
  const hub = new Hub();
  const indexes: ProgramIndex[] = [];
  const metrics = new Metrics(() => indexes);
  for (const program of programs) {
    const index = new ProgramIndex({
      ...{ db, connection, program, pollMs: config.chain.pollSecs * 1_000, log },
      onStored: (entries) => {
        for (const entry of entries) {
          metrics.stored(program, entry.row.name);
          hub.tell({ kind: "event", program, entry });
        }
      },
      onConfirmed: (transaction) => hub.tell({ kind: "confirmed", program, transaction }),
      onDropped: (transaction) => {
        metrics.dropped(program);
        hub.tell({ kind: "dropped", program, transaction });
      },
    });
    await index.start();
    stops.push(() => index.stop());
    indexes.push(index);
  }
  const reconcile = async () => {
    for (const index of indexes) await index.reconcile();
  };
  const again = () => {
    reconcile().catch((error: unknown) => log.warn({ err: error }, "the chain cannot be compared"));
  };
  const timer = setInterval(again, config.reconcileSecs * 1_000);
  stops.push(() => clearInterval(timer));
  const server = await serve({ config, db, hub, indexes, metrics, log });
  stops.push(() => server.close());
  log.info({ url: server.url, programs }, "listening");
  return { url: server.url, programs: indexes, reconcile, close: stop };
}
