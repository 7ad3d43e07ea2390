// docs/commands.md, from the tree of the built `diem` command.
import { Writable } from "node:stream";
import cli from "../app/cli/dist/index.js";

const INTRO =
  "Written from the command's own tree by `npm run tables`: change the command, not this file. `diem help <command>` says the same in a terminal.";

export function commandsPage() {
  const nowhere = new Writable();
  const io = {
    stdin: process.stdin,
    stdout: nowhere,
    stderr: nowhere,
    env: {},
    cwd: ".",
    home: ".",
  };
  const root = cli.commandTree({ ...io, signal: new AbortController().signal });
  const leaves = root.commands.flatMap((command) => leavesOf(command, "diem"));
  const everywhere = ["## Everywhere", optionTable(root)];
  return ["# The diem command", INTRO, ...everywhere, ...leaves.map(section)].join("\n\n");
}

/** Commands that do something, with the whole line that names them. */
function leavesOf(command, parent) {
  const line = `${parent} ${command.name()}`;
  const below = command.commands.flatMap((child) => leavesOf(child, line));
  // A command with subcommands may do something by itself as well.
  const acts = cli.examples(command).length > 0;
  return acts ? [{ command, line }, ...below] : below;
}

function section({ command, line }) {
  const parts = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  const description = sentence(command.description());
  const examples = ["```console", ...cli.examples(command), "```"].join("\n");
  const options = command.options.length === 0 ? [] : [optionTable(command)];
  return [
    `## ${line}`,
    description,
    `\`${[line, ...parts].join(" ")}\``,
    ...options,
    examples,
  ].join("\n\n");
}

function optionTable({ options }) {
  const rows = options.map(({ flags, description, argChoices, defaultValue }) => {
    const choices = argChoices === undefined ? "" : ` (${argChoices.join(", ")})`;
    const fallback = defaultValue === undefined ? "" : `; ${String(defaultValue)} unless given`;
    return `| \`${flags.replaceAll("|", "\\|")}\` | ${description}${choices}${fallback} |`;
  });
  return ["| option | what it does |", "| --- | --- |", ...rows].join("\n");
}

const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
