import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { Command } from "commander";
import { expect } from "chai";
import { groups } from "../../app/cli/dist/commands";
import { Terminal } from "./terminal";

const CLI = join(__dirname, "../../app/cli");

/** Runs command lines in one process of Node, and returns the modules that were loaded after each. */
function loadedAfter(...lines: readonly (readonly string[])[]): string[][] {
  const script = `
    const { run } = require(${JSON.stringify(CLI)});
    const nowhere = { write: (_, done) => done?.() };
    const io = { stdin: process.stdin, stdout: nowhere, stderr: nowhere, env: {}, cwd: ".", home: "." };
    (async () => {
      for (const line of ${JSON.stringify(lines)}) {
        const code = await run(line, { ...io, signal: new AbortController().signal });
        if (code !== 0) throw new Error(line.join(" ") + " ended with " + code);
        console.log(JSON.stringify(Object.keys(require.cache)));
      }
    })();`;
  const told = execFileSync(process.execPath, ["-e", script], { encoding: "utf8" });
  return told
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as string[]);
}

describe("cli: groups of commands", () => {
  it("add the commands that they are named for", () => {
    for (const { names, load } of groups) {
      const root = new Command();
      load()(root, new Terminal({ cwd: "/", home: "/" }).io);
      expect(root.commands.map((command) => command.name())).to.deep.equal(names);
    }
  });

  it("are loaded only when they are named, or when all are asked for", () => {
    const [version = [], help = [], all = []] = loadedAfter(
      ["--version"],
      ["--output", "json", "help", "config"],
      ["help"],
    );
    const folder = join(CLI, "dist", "commands", "/");
    const groupsIn = (modules: readonly string[]) =>
      new Set(
        modules
          .filter((path) => path.startsWith(folder))
          .map((path) => path.slice(folder.length).split("/")[0]),
      );
    expect(version.filter((path) => path.includes("web3.js"))).to.deep.equal([]);
    expect(groupsIn(version)).to.deep.equal(new Set(["index.js"]));
    expect(groupsIn(help)).to.deep.equal(new Set(["index.js", "config.js"]));
    expect(groupsIn(all)).to.include("channel").and.to.include("watch");
  });
});
