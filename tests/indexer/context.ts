import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { configSchema, type Indexer, type IndexerConfigInput, startIndexer } from "@diem/indexer";
import type { EmbeddedChain } from "@diem/localnet";
import type { Connection } from "@solana/web3.js";
import { pino } from "pino";
import type { TestChain } from "../support/chain";
import { FaultyNetwork } from "../sdk/client-faults";

/** Folders and indexers of a test, ended together. */
export class IndexerContext {
  readonly #running = new Set<Indexer>();
  readonly #folders: string[] = [];
  /** Lines of the indexers' logs. */
  readonly log: Record<string, unknown>[] = [];

  /** A path for a database that is not there yet. */
  async database(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), "diem-indexer-"));
    this.#folders.push(folder);
    return join(folder, "indexer.db");
  }

  /** Starts an indexer of a chain, at a free port. */
  async start(
    connection: Connection,
    config: Partial<IndexerConfigInput> & { readonly database: string },
  ): Promise<Indexer> {
    const parsed = configSchema.parse({
      listen: { port: 0 },
      chain: { url: "http://127.0.0.1:1", pollSecs: 0.05 },
      // the test says when
      reconcileSecs: 3_600,
      ...config,
    });
    const write = (line: string) =>
      void this.log.push(JSON.parse(line) as (typeof this.log)[number]);
    const log = pino({ level: "debug" }, { write });
    const indexer = await startIndexer(parsed, { connection, log });
    this.#running.add(indexer);
    return indexer;
  }

  async end(indexer: Indexer): Promise<void> {
    this.#running.delete(indexer);
    await indexer.close();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running].map((indexer) => this.end(indexer)));
    await Promise.all(this.#folders.splice(0).map((folder) => rm(folder, { recursive: true })));
  }
}

/** The embedded chain under a test. */
export function embeddedOf({ embedded }: TestChain): EmbeddedChain {
  if (embedded === undefined) throw new Error("this test needs the embedded chain");
  return embedded;
}

/** A connection that fails as it is told. */
export const faulty = (chain: TestChain) => new FaultyNetwork(embeddedOf(chain));

/** Waits until something holds. */
export async function holds(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(10);
}

/** Waits until everything that the chain has is stored. */
export async function caughtUp(indexer: Indexer, chain: TestChain): Promise<void> {
  const slot = await chain.connection.getSlot("finalized");
  await holds(() => indexer.programs.every(({ progress }) => progress.slot >= slot));
}

/** What an indexer answers, as JSON. */
export async function ask<Answer = Record<string, unknown>>(
  indexer: Indexer,
  path: string,
): Promise<Answer> {
  const response = await fetch(`${indexer.url}${path}`);
  const body = (await response.json()) as Answer;
  if (!response.ok) throw new Error(JSON.stringify(body));
  return body;
}
