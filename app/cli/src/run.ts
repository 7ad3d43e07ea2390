import type { Command } from "commander";
import { registrations } from "./commands";
import { EXIT, type ExitCode } from "./core/errors";
import { addHelpCommands } from "./core/help";
import type { Io } from "./core/io";
import { SafeOutput } from "./core/output/safe-output";
import { globalOptions, rootCommand } from "./core/program";
import { report, reportUnwritten } from "./core/report";

/** The whole command tree. */
export function commandTree(io: Io): Command {
  const root = rootCommand(io);
  for (const register of registrations) register(root, io);
  addHelpCommands(root);
  return root;
}

/**
 * Runs one command line, given without the program's name. A failed output does not change what the command does.
 *
 * @returns the exit code, after everything is written. It never throws.
 */
export async function run(argv: readonly string[], around: Io): Promise<ExitCode> {
  const [stdout, stderr] = [SafeOutput.of(around.stdout), SafeOutput.of(around.stderr)];
  const io = { ...around, stdout, stderr };
  const root = commandTree(io);
  let exitCode: ExitCode = EXIT.done;
  try {
    await root.parseAsync(argv, { from: "user" });
  } catch (error) {
    exitCode = report(error, io, globalOptions(root));
  }
  // each may receive what the other one failed to write
  await stderr.settled();
  await stdout.settled();
  reportUnwritten(stdout.failed, io, globalOptions(root));
  await stderr.settled();
  return exitCode;
}
