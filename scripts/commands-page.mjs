// docs/commands.md, from the tree of the built `diem` command.
import { Writable } from "node:stream";
import cli from "../app/cli/dist/index.js";

const INTRO =
  "Generated from the command by `npm run tables`: change the command, not this file. `diem help <command>` says the same in a terminal.";

const JSON_FORM = `With \`--output json\` a command prints one JSON document on stdout, and each note as one line of JSON on stderr. \`diem watch\` and \`diem keeper run\` print one line of JSON per event. A figure has the same type in all of them:

| figure | type |
| --- | --- |
| amounts of VVV, DIEM, credits and SOL | \`{ "amount": "12.5", "baseUnits": "12500000000" }\`, both decimal texts |
| moments (\`...Ts\`, unix seconds), spans (\`...Secs\`), slots, sequence numbers, tickets | decimal text, as they may pass 2^53 |
| basis points (\`...Bps\`) | decimal text, as returns have no upper bound |
| epochs, counts, codes, compute units | number, always below 2^32 |
| addresses and signatures | base58 text |
| hashes and other bytes | hexadecimal text |
| \`data\` of an event | the event as the program wrote it: amounts in base units, as decimal texts |

A dry run has \`"dryRun": true\`, with the compute units, the fee, the rent and the events of the transaction; commands that may send several list them under \`transactions\`. What a command sent has its \`signature\`, or \`signatures\` where it may be several. Text output names a signature once, on stderr, before the transaction goes out. A failure is one line on stderr: \`{ "error": { "name", "message", "next", "code", "signature", "context" } }\`, of which only the first two are always present. \`context\` has the figures of a refusal, in base units as decimal texts with their \`decimals\`, such as \`held\`, \`needed\` and \`mostPossible\`.

If stdout fails, the exit code does not change, and the result of a transaction goes to stderr. If stderr fails, signatures go to stdout.`;

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
  const everywhere = ["## Everywhere", optionTable(root), "## Output for scripts", JSON_FORM];
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
    const fallback = defaultValue === undefined ? "" : ` (default: ${String(defaultValue)})`;
    return `| \`${flags.replaceAll("|", "\\|")}\` | ${description}${choices}${fallback} |`;
  });
  return ["| option | what it does |", "| --- | --- |", ...rows].join("\n");
}

const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
