import { homedir } from "node:os";
import { EXIT } from "./core/errors";
import { run } from "./run";

/** Runs the command line of this process, and ends it. */
export async function main(): Promise<void> {
  const interrupt = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      interrupt.abort();
      // A second Ctrl-C ends the process at once.
      process.once(signal, () => process.exit(EXIT.interrupted));
    });
  }
  for (const stream of [process.stdout, process.stderr]) {
    // The write itself reports the error too. Without a listener the process would end with a stack trace.
    stream.on("error", () => undefined);
  }
  const exitCode = await run(process.argv.slice(2), {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    home: homedir(),
    signal: interrupt.signal,
  });
  // Connections that are kept alive would hold the process for minutes.
  process.exit(exitCode);
}
