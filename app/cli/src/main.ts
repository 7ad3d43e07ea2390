import { homedir } from "node:os";
import { EXIT } from "./core/errors";
import { run } from "./core/run";

/** Runs the command line of this process, and ends it. */
export async function main(): Promise<void> {
  const interrupt = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      interrupt.abort();
      // Whoever says it again wants out at once.
      process.once(signal, () => process.exit(EXIT.interrupted));
    });
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
  await Promise.all([process.stdout, process.stderr].map(drained));
  // Connections that are kept alive would hold the process for minutes.
  process.exit(exitCode);
}

/** Pipes are written to later: what is not yet out of the process would be lost with it. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write("", () => {
      resolve();
    });
  });
}
