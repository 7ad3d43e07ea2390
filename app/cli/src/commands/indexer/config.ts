import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { IndexerConfig } from "@diem/indexer";
import { parsePort, type Session } from "../../core";
import { dataFolder } from "../../stores";
import { usage } from "../usage";

const CONFIG_FILE = "indexer.yaml";
const CHECK = "diem indexer check";

/** The package of the indexer, which no other command needs. */
export const indexerPackage = () => import("@diem/indexer");

/** What the command says of an indexer, over its configuration. */
export interface IndexerOptions {
  readonly database?: string;
  readonly port?: string;
}

/**
 * The configuration of an indexer: of the file, or of `indexer.yaml` if there is one; otherwise the cluster and program of
 * the command's own settings. Throws a UsageError `ConfigError`, which names the line.
 */
export async function configOf(
  session: Session,
  file: string | undefined,
  { database, port }: IndexerOptions,
): Promise<IndexerConfig> {
  const { io } = session;
  const path = resolve(io.cwd, file ?? CONFIG_FILE);
  const config = await (file !== undefined || existsSync(path)
    ? read(path)
    : configFromSession(session));
  return {
    ...config,
    ...(database === undefined ? {} : { database: await databaseOf(database, io.cwd) }),
    ...(port === undefined ? {} : { listen: { ...config.listen, port: parsePort(port) } }),
  };
}

async function read(path: string): Promise<IndexerConfig> {
  const { readConfig } = await indexerPackage();
  return usage(CHECK, () => readConfig(path));
}

async function configFromSession({ io, settings }: Session): Promise<IndexerConfig> {
  const { configSchema } = await indexerPackage();
  const { url, wsUrl, programId } = settings;
  return configSchema.parse({
    chain: { url: url.value, ...(wsUrl === undefined ? {} : { wsUrl }) },
    programs: [programId.value.toBase58()],
    database: resolve(dataFolder(io), "indexer.db"),
  });
}

async function databaseOf(text: string, cwd: string): Promise<string> {
  const { isPostgres } = await indexerPackage();
  return isPostgres(text) ? text : resolve(cwd, text);
}
