import type { Command } from "commander";
import { type Io, inSession, type Session, withExamples } from "../../core";
import { configOf, indexerPackage, type IndexerOptions } from "./config";
import { indexerOptions } from "./options";

interface RebuildFlags extends IndexerOptions {
  readonly fromChain?: boolean;
}

/** `diem indexer rebuild`. */
export function rebuildCommand(parent: Command, io: Io): void {
  const command = indexerOptions(parent.command("rebuild"))
    .description("rebuild the tables, and compare their hashes with those before")
    .option("--from-chain", "empty the database, and read the complete history of the chain again")
    .action(inSession(io, rebuildTables));
  withExamples(command, "diem indexer rebuild", "diem indexer rebuild --from-chain");
}

async function rebuildTables(
  session: Session,
  file: string | undefined,
  { fromChain = false, ...options }: RebuildFlags,
): Promise<void> {
  const config = await configOf(session, file, options);
  const { rebuild } = await indexerPackage();
  const report = await rebuild(config, { fromChain });
  const { before, after, same } = report;
  session.print({
    text: [
      ["tables", same ? "the same as before" : "other than before"],
      ...Object.entries(after).map(([table, hash]): [string, string] => {
        const was = before[table as keyof typeof before];
        return [table, was === hash ? hash : `${hash}, before ${was}`];
      }),
    ],
    json: report,
  });
}
