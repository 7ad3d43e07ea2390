import type { Command } from "commander";
import { groups, groupsFor } from "./commands";
import { EXIT, type ExitCode } from "./core/errors";
import { addHelpCommands } from "./core/help";
import type { Io } from "./core/io";
import { SafeOutput } from "./core/output/safe-output";
import { globalOptions, isShown, rootCommand } from "./core/program";
import { reportUnwritten } from "./core/unwritten";

/** The whole command tree. */
export function commandTree(io: Io): Command {
  const root = rootCommand(io);
  addCommands(root, io, groups);
  return root;
}

function addCommands(root: Command, io: Io, added: typeof groups): void {
  for (const { load } of added) load()(root, io);
  addHelpCommands(root);
}

/** The command of the first level that a command line names, or asks help of. Throws what commander throws. */
function nameIn(root: Command, argv: readonly string[]): string | undefined {
  const [first, second] = root.parseOptions([...argv]).operands;
  return first === "help" ? second : first;
}

/**
 * Runs one command line, given without the program's name. A failed output does not change what the command does.
 *
 * @returns the exit code, after everything is written. It never throws.
 */
export async function run(argv: readonly string[], around: Io): Promise<ExitCode> {
  const [stdout, stderr] = [SafeOutput.of(around.stdout), SafeOutput.of(around.stderr)];
  const io = { ...around, stdout, stderr };
  const root = rootCommand(io);
  let exitCode: ExitCode = EXIT.done;
  try {
    // a third of a start would be the modules of all other commands
    addCommands(root, io, groupsFor(nameIn(root, argv)));
    await root.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!isShown(error)) {
      const { report } = await import("./core/report");
      exitCode = report(error, io, globalOptions(root));
    }
  }
  // each may receive what the other one failed to write
  await stderr.settled();
  await stdout.settled();
  reportUnwritten(stdout.failed, io, globalOptions(root));
  await stderr.settled();
  return exitCode;
}
