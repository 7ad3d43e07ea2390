import { expect } from "chai";
import type { Command } from "commander";
import { commandTree, examples, run } from "@diem/cli";
import { version } from "../../app/cli/package.json";
import { leafCommands } from "./leaf-commands";
import { expectError, CommandResult } from "./support";
import { Terminal } from "./terminal";

const around = { cwd: "/nowhere", home: "/nowhere" };

async function diem(...args: string[]): Promise<CommandResult> {
  const terminal = new Terminal(around);
  return new CommandResult(await run(args, terminal.io), terminal.stdout, terminal.stderr);
}

/** Makes every command of a tree do nothing, and remembers which one was asked for. */
function recordCalls(command: Command, called: string[], path: readonly string[] = []): void {
  for (const child of command.commands) recordCalls(child, called, [...path, child.name()]);
  if (command.commands.length === 0) {
    command.action(() => {
      called.push(path.join(" "));
    });
  }
}

/** The words of a command line, as a shell would split it. */
function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|\S+/g)].map(([all, a, b]) => a ?? b ?? all);
}

describe("cli: usage", () => {
  const tree = () => commandTree(new Terminal(around).io);

  for (const { name, command } of leafCommands(tree())) {
    it(`diem ${name} --help describes it, with examples that parse`, async () => {
      const help = await diem(...name.split(" "), "--help");
      expect(help.code, help.stderr).to.equal(0);
      expect(help.stdout).to.contain(`Usage: diem ${name}`).and.to.contain("--keypair <path>");
      expect(command.description()).to.match(/^[a-z].*[^.]$/s);
      expect(examples(command).length).to.be.at.least(1);
      for (const example of examples(command)) {
        expect(help.stdout).to.contain(`  $ ${example}`);
        const [program, ...args] = words(example);
        expect(program).to.equal("diem");
        const recorded = tree();
        const called: string[] = [];
        recordCalls(recorded, called);
        await recorded.parseAsync(args, { from: "user" });
        expect(called, example).to.deep.equal([name]);
      }
    });
  }

  it("has an option's name mean one thing everywhere", () => {
    const root = tree();
    const names = (command: Command) =>
      command.options
        .flatMap(({ short, long }) => [short, long])
        .filter((name) => name !== undefined);
    const globals = new Set(names(root));
    for (const { name, command } of leafCommands(root)) {
      const clashes = names(command).filter((option) => globals.has(option));
      expect(clashes, name).to.deep.equal([]);
    }
  });

  it("shows the version of the package", async () => {
    for (const flag of ["--version", "-V"]) {
      expect(await diem(flag)).to.deep.include({ code: 0, stdout: `${version}\n`, stderr: "" });
    }
  });

  it("shows all commands, the exit codes and the options of all of them", async () => {
    const { code, stdout } = await diem("--help");
    expect(code).to.equal(0);
    expect(stdout).to.contain(
      "Exit codes: 0 done; 1 the chain or the program refused; 2 wrong use",
    );
    for (const { name } of tree().commands.map((command) => ({ name: command.name() }))) {
      expect(stdout).to.match(new RegExp(`^ {2}${name} `, "m"));
    }
  });

  it("shows the help where a command is missing, as an error", async () => {
    for (const args of [[], ["quote"]]) {
      const { code, stdout, stderr } = await diem(...args);
      expect({ code, stdout }).to.deep.equal({ code: 2, stdout: "" });
      expect(stderr).to.contain("Usage: diem");
    }
  });

  const NEXT = "`diem --help` shows the commands, and `diem <command> --help` one with examples";
  const wrong: [args: string[], name: string, message: string, next: string][] = [
    [["stak"], "UnknownCommand", "unknown command 'stak'", `did you mean stake? ${NEXT}`],
    [["nothing-like-it"], "UnknownCommand", "unknown command 'nothing-like-it'", NEXT],
    [["stake"], "MissingArgument", "missing required argument 'vvv'", NEXT],
    [
      ["stake", "1", "2"],
      "ExcessArguments",
      "too many arguments for 'stake'. Expected 1 argument but got 2.",
      NEXT,
    ],
    [
      ["stake", "1", "--dryrun"],
      "UnknownOption",
      "unknown option '--dryrun'",
      `did you mean --dry-run? ${NEXT}`,
    ],
    [
      ["stake", "1", "--url"],
      "OptionMissingArgument",
      "option '-u, --url <url|name>' argument missing",
      NEXT,
    ],
    [
      ["stake", "1", "-o", "xml"],
      "InvalidArgument",
      "option '-o, --output <form>' argument 'xml' is invalid. Allowed choices are text, json.",
      NEXT,
    ],
    [
      ["mint", "1", "--slippage", "5", "--max-vvv", "90"],
      "ConflictingOption",
      "option '--max-vvv <vvv>' cannot be used with option '--slippage <bps|%>'",
      NEXT,
    ],
    [
      ["completion", "tcsh"],
      "InvalidArgument",
      "command-argument value 'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish.",
      NEXT,
    ],
  ];
  for (const [args, name, message, next] of wrong) {
    it(`refuses "diem ${args.join(" ")}" in the form of all errors`, async () => {
      const { code, stdout, stderr } = await diem(...args);
      expect({ code, stdout }).to.deep.equal({ code: 2, stdout: "" });
      expect(stderr).to.equal(`error: ${message} [${name}]\nnext: ${next}\n`);
    });
  }

  /** Values that are no options, arguments or choices of anything, in the number that a command takes. */
  const needed = (command: Command) =>
    command.registeredArguments
      .filter(({ required }) => required)
      .map(({ argChoices }) => argChoices?.[0] ?? "x");

  for (const { name, command } of leafCommands(tree())) {
    const path = name.split(" ");
    const required = command.options
      .filter(({ mandatory }) => mandatory)
      .map(({ long }) => `${String(long)}=x`);
    const valued = [...tree().options, ...command.options].filter((option) => option.required);
    for (const { long = "" } of valued) {
      if (long === "--output") continue; // has choices, of which none is empty
      it(`refuses an empty ${long} of diem ${name}`, async () => {
        for (const value of ["", " "]) {
          const args = [...path, ...needed(command), ...required, `${long}=${value}`];
          const error = expectError(await diem(...args, "-o", "json"), "OptionEmpty", 2);
          expect(error).to.deep.equal({
            name: "OptionEmpty",
            message: `the option ${long} is given, but empty`,
            next: "give it a value, or leave it out",
          });
        }
      });
    }
    for (const [index, argument] of command.registeredArguments.entries()) {
      if (argument.argChoices !== undefined) continue;
      it(`refuses an empty <${argument.name()}> of diem ${name}`, async () => {
        const args = command.registeredArguments.map((_, at) => (at === index ? " " : "x"));
        const result = await diem(...path, ...args, ...required, "-o", "json");
        expect(expectError(result, "ArgumentEmpty", 2).message).to.equal(
          `the argument <${argument.name()}> is given, but empty`,
        );
      });
    }
  }

  const topics: [topics: string[], usage: string][] = [
    [[], "diem [options] [command]"],
    [["channel"], "diem channel [options] [command]"],
    [["channel", "quota", "stake"], "diem channel quota stake [options] <channel> <diem>"],
    [["help"], "diem help [options] [command...]"],
  ];
  for (const [words, usage] of topics) {
    it(`diem help ${words.join(" ")} shows help and ends with 0`, async () => {
      const asked = await diem("help", ...words);
      expect(asked).to.include({ code: 0, stderr: "" });
      expect(asked.stdout.split("\n")[0]).to.equal(`Usage: ${usage}`);
      const [group = "help", ...rest] = words;
      if (rest.length > 0) expect(await diem(group, "help", ...rest)).to.deep.equal(asked);
    });
  }

  const unknown: [args: string[], message: string, next: string][] = [
    [["help", "chanel"], 'there is no command "diem chanel"', "`diem help` shows its commands"],
    [
      ["help", "channel", "payy"],
      'there is no command "diem channel payy"',
      "`diem channel help` shows its commands",
    ],
    [
      ["channel", "help", "payy"],
      'there is no command "diem channel payy"',
      "`diem channel help` shows its commands",
    ],
    [
      ["help", "stake", "1"],
      'there is no command "diem stake 1"',
      "`diem stake --help` shows how it is used",
    ],
  ];
  for (const [args, message, next] of unknown) {
    it(`diem ${args.join(" ")} names what there is no help of`, async () => {
      const error = expectError(await diem("-o", "json", ...args), "UnknownCommand", 2);
      expect(error).to.deep.equal({ name: "UnknownCommand", message, next });
    });
  }

  it("tells scripts of it in JSON", async () => {
    const error = expectError(await diem("-o", "json", "stak"), "UnknownCommand", 2);
    expect(error).to.deep.equal({
      name: "UnknownCommand",
      message: "unknown command 'stak'",
      next: `did you mean stake? ${NEXT}`,
    });
  });
});
