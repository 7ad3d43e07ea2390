import type { Command } from "commander";
import { registrations } from "../commands";
import { EXIT, type ExitCode } from "./errors";
import type { Io } from "./io";
import { globalOptions, rootCommand } from "./program";
import { report } from "./report";

/** The whole command tree. */
export function commandTree(io: Io): Command {
  const root = rootCommand(io);
  for (const register of registrations) register(root, io);
  return root;
}

/**
 * Runs one command line, without the name of the program.
 *
 * @returns what the process is to end with; nothing is thrown.
 */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const root = commandTree(io);
  try {
    await root.parseAsync(argv, { from: "user" });
    return EXIT.done;
  } catch (error) {
    return report(error, io, globalOptions(root));
  }
}
