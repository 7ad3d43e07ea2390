import type { Command } from "commander";
import { UsageError } from "./errors";
import { withExamples } from "./examples";

/** Gives every group of a command tree a `help` command, in place of commander's, which names no unknown topic. */
export function addHelpCommands(root: Command): void {
  const help = addHelp(root, "diem", { hidden: false });
  withExamples(help, "diem help", "diem help channel pay");
}

function addHelp(group: Command, line: string, options: { readonly hidden: boolean }): Command {
  for (const child of group.commands) {
    if (child.commands.length > 0) addHelp(child, `${line} ${child.name()}`, { hidden: true });
  }
  return group
    .helpCommand(false)
    .command("help", options)
    .description("show help of a command")
    .argument("[command...]", "its words (default: all commands)")
    .action((topics: readonly string[]) => {
      commandAt(group, topics, line).outputHelp();
    });
}

/** The command that some words lead to. Throws a UsageError `UnknownCommand` if they lead to none. */
function commandAt(group: Command, [word, ...rest]: readonly string[], line: string): Command {
  if (word === undefined) return group;
  const found = group.commands.find((child) => child.name() === word);
  if (found !== undefined) return commandAt(found, rest, `${line} ${word}`);
  const below = group.commands.length > 0;
  throw new UsageError({
    name: "UnknownCommand",
    message: `there is no command "${line} ${word}"`,
    next: `\`${below ? `${line} help` : `${line} --help`}\` shows ${below ? "its commands" : "how it is used"}`,
  });
}
