import type { Command } from "commander";
import type { Io } from "../../core";
import { checkCommand } from "./check";
import { rebuildCommand } from "./rebuild";
import { runCommand } from "./run";

/** `diem indexer`. */
export function indexerCommands(parent: Command, io: Io): void {
  const indexer = parent
    .command("indexer")
    .description("keep the history of markets in a database, and serve it over HTTP");
  runCommand(indexer, io);
  checkCommand(indexer, io);
  rebuildCommand(indexer, io);
}
