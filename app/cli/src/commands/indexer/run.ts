import { once } from "node:events";
import type { Command } from "commander";
import { type Io, inSession, type Session, withExamples } from "../../core";
import { configOf, indexerPackage, type IndexerOptions } from "./config";
import { indexerOptions } from "./options";

/** `diem indexer run`. */
export function runCommand(parent: Command, io: Io): void {
  const command = indexerOptions(parent.command("run"))
    .description("index events and serve them over HTTP, until stopped")
    .option("--port <number>", "port of the HTTP API; overrides the configuration")
    // Ctrl-C is the normal end, not a failure
    .action(
      inSession(
        { ...io, signal: new AbortController().signal },
        (session, file: string | undefined, options: IndexerOptions) =>
          run(session, { file, options }, io.signal),
      ),
    );
  withExamples(
    command,
    "diem indexer run",
    "diem indexer run /etc/diem/indexer.yaml",
    "diem indexer run --database postgres://diem@localhost/diem --port 8500",
  );
}

async function run(
  session: Session,
  { file, options }: { readonly file: string | undefined; readonly options: IndexerOptions },
  stop: AbortSignal,
) {
  const config = await configOf(session, file, options);
  const { indexerLog, startIndexer } = await indexerPackage();
  const log = indexerLog(config, session.io.stdout);
  const indexer = await startIndexer(config, { log });
  try {
    session.printer.note([["answers at", indexer.url]], { url: indexer.url });
    if (!stop.aborted) await once(stop, "abort");
  } finally {
    await indexer.close();
  }
}
