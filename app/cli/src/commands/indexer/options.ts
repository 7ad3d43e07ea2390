import type { Command } from "commander";

/** The argument and option of every command of an indexer. */
export function indexerOptions(command: Command): Command {
  return command
    .argument("[file]", "configuration (default: indexer.yaml, if it exists)")
    .option(
      "--database <path|url>",
      "SQLite file, or postgres:// URL; overrides the configuration",
    );
}
