import { dirname, resolve } from "node:path";
import { readConfigFile } from "@diem/config";
import { isPostgres } from "../store/database";
import { configSchema, type IndexerConfig } from "./schema";

/**
 * Reads a configuration file, YAML or JSON. A path of a database is taken from its own folder.
 *
 * @throws ConfigError, which names the line.
 */
export function readConfig(file: string): IndexerConfig {
  const config = readConfigFile(file, {
    schema: configSchema,
    missing: "write one, or leave it out to index what the command points at",
    manual: "docs/indexer.md",
  });
  const { database } = config;
  return isPostgres(database) ? config : { ...config, database: resolve(dirname(file), database) };
}
