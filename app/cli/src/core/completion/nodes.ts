import type { Command } from "commander";

/** A word that can be completed, and what it does. */
export interface Word {
  readonly word: string;
  readonly about: string;
}

/** A command as completion needs it. */
export interface Node {
  /** The words that lead to it, without the program's name: "market params". */
  readonly path: string;
  readonly commands: readonly Word[];
  /** Options of its own, both forms. */
  readonly options: readonly Word[];
}

/** What is completed after a path of commands; the options of the root count everywhere. */
export interface CompletionTree {
  readonly name: string;
  readonly nodes: readonly Node[];
  readonly globals: readonly Word[];
  /** Options that take a value: after one, nothing but a file is completed. */
  readonly valued: readonly string[];
}

function optionWords(command: Command): Word[] {
  const help = command.createHelp();
  return help
    .visibleOptions(command)
    .flatMap(({ short, long, description: about }) =>
      [short, long].flatMap((word) => (word === undefined ? [] : [{ word, about }])),
    );
}

function walk(command: Command, path: string): Node[] {
  const help = command.createHelp();
  const commands = help.visibleCommands(command);
  const words = commands.map((child) => ({ word: child.name(), about: child.description() }));
  const own = { path, commands: words, options: path === "" ? [] : optionWords(command) };
  const below = commands.flatMap((child) =>
    walk(child, path === "" ? child.name() : `${path} ${child.name()}`),
  );
  return [own, ...below];
}

function valuedOptions(command: Command): string[] {
  const own = command.options
    .filter(({ required, optional }) => required || optional)
    .flatMap(({ short, long }) => [short, long].filter((word) => word !== undefined));
  return [...own, ...command.commands.flatMap(valuedOptions)];
}

/** Reads a command tree for completion. */
export function completionTree(root: Command): CompletionTree {
  return {
    name: root.name(),
    nodes: walk(root, ""),
    globals: optionWords(root),
    valued: [...new Set(valuedOptions(root))],
  };
}
