import { startCommand } from "./command";

const FAILED = 1;
const WRONG_USE = 2;

async function start(): Promise<void> {
  const ending = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => ending.abort());
  }
  const { stdout, stderr } = process;
  // A closed output does not stop the network.
  for (const stream of [stdout, stderr]) stream.on("error", () => undefined);
  // npm runs this in the project's folder, wherever the user is.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  await startCommand({ stdout, stderr, cwd, signal: ending.signal })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : WRONG_USE))
    .parseAsync();
}

/** Runs the command line of this process, and ends it. */
export async function main(): Promise<void> {
  try {
    await start();
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    process.stderr.write(`error: ${message} [${name}]\n`);
    process.exit(FAILED);
  }
  // A connection that a client keeps open is no reason to stay.
  process.exit(0);
}
