import type { Command } from "commander";

const examplesOf = new WeakMap<Command, readonly string[]>();

/** Gives a command's help examples, each a whole command line: `diem stake 100`. */
export function withExamples(command: Command, ...examples: readonly string[]): Command {
  examplesOf.set(command, examples);
  const lines = examples.map((example) => `  $ ${example}`);
  return command.addHelpText("after", ["", "Examples:", ...lines].join("\n"));
}

/** The examples of a command's help. */
export function examples(command: Command): readonly string[] {
  return examplesOf.get(command) ?? [];
}
