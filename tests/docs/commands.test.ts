import { expect } from "chai";
import { commandTree, examples } from "@diem/cli";
import type { Command } from "commander";
import { blocks } from "./blocks";
import { PAGES } from "./pages";

/** The whole lines that name a command which does something. */
function lines(command: Command, parent: string): string[] {
  const line = `${parent} ${command.name()}`;
  const below = command.commands.flatMap((child) => lines(child, line));
  return examples(command).length > 0 ? [line, ...below] : below;
}

describe("docs: the guides", () => {
  it("name every command", () => {
    const nowhere = { write: () => true };
    const io = { stdin: process.stdin, stdout: nowhere, stderr: nowhere, env: {} };
    const { signal } = new AbortController();
    const root = commandTree({ ...io, cwd: ".", home: ".", signal });
    const known = root.commands.flatMap((command) => lines(command, "diem"));
    const text = PAGES.flatMap((page) => [...blocks(page, "sh"), ...blocks(page, "console")])
      .map((block) => block.text)
      .join("\n");
    const said = (line: string) => new RegExp(`npx ${line}(?![\\w-])`).test(text);
    expect(known.length).to.be.above(40);
    expect(known.filter((line) => !said(line))).to.deep.equal([]);
  });
});
