import type { Command } from "commander";
import { type Io, inSession, type Session, withExamples } from "../../core";
import { printFindings } from "../findings";
import { configOf, indexerPackage, type IndexerOptions } from "./config";
import { indexerOptions } from "./options";

/** `diem indexer check`. */
export function checkCommand(parent: Command, io: Io): void {
  const command = indexerOptions(parent.command("check"))
    .description("check an indexer's configuration, and compare its database with the chain")
    .action(inSession(io, check));
  withExamples(command, "diem indexer check", "diem indexer check /etc/diem/indexer.yaml");
}

async function check(
  session: Session,
  file: string | undefined,
  options: IndexerOptions,
): Promise<void> {
  const config = await configOf(session, file, options);
  const { checkIndexer } = await indexerPackage();
  printFindings(session, await checkIndexer(config), "the indexer");
}
