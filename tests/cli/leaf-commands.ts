import type { Command } from "commander";

/** A command that does something, with the words that lead to it. */
export interface LeafCommand {
  readonly name: string;
  readonly command: Command;
}

/** Every command that does something. */
export function leafCommands(command: Command, path: readonly string[] = []): LeafCommand[] {
  const below = command.createHelp().visibleCommands(command);
  if (below.length === 0) return [{ name: path.join(" "), command }];
  return below.flatMap((child) => leafCommands(child, [...path, child.name()]));
}
