import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ESLint } from "eslint";
import { expect } from "chai";
import { ROOT } from "./blocks";

const CSPELL = join(ROOT, "node_modules/cspell/bin.mjs");

const sentence = (words: number) => `Word${" word".repeat(words - 1)}.`;

describe("docs: the rules of prose", () => {
  const eslint = new ESLint({ cwd: ROOT });
  async function complaints(text: string): Promise<string[]> {
    const [result] = await eslint.lintText(text, { filePath: "docs/sample.md" });
    return (result?.messages ?? []).map(({ ruleId, message }) => `${String(ruleId)}: ${message}`);
  }

  it("take a sentence of 30 words, and refuse one of 31", async () => {
    expect(await complaints(`# Sample\n\n${sentence(30)} ${sentence(30)}\n`)).to.deep.equal([]);
    const long =
      'prose/sentence-length: 31 words in one sentence, at most 30: "Word word word word word word ..."';
    expect(await complaints(`# Sample\n\n${sentence(30)}\n${sentence(31)}\n`)).to.deep.equal([
      long,
    ]);
    expect(await complaints(`| a |\n| --- |\n| ${sentence(31)} |\n`)).to.deep.equal([long]);
  });

  it("count code as one word, and end a sentence before it", async () => {
    expect(
      await complaints(
        `${sentence(29).slice(0, -1)} \`a b c\`. \`d\` ${sentence(29).toLowerCase()}\n`,
      ),
    ) //
      .to.deep.equal([]);
  });

  it("refuse phrases, also over the end of a line", async () => {
    expect(await complaints(["The parameters in", "force are new."].join("\n"))).to.deep.equal([
      "no-restricted-syntax: docs/style.md: current, effective, or takes effect.",
    ]);
  });

  /* cspell:disable */
  it("refuse words that the project does not use, and words that are misspelt", () => {
    const lines = ["The payer and whoever it names.", "His acount."].join("\n");
    const args = ["lint", "--no-progress", "--no-summary", "--no-cache", "stdin://a.md"];
    const { status, stdout } = spawnSync(process.execPath, [CSPELL, ...args], {
      cwd: ROOT,
      input: lines,
      encoding: "utf8",
    });
    expect(stdout.match(/(Forbidden|Unknown) word \(\w+\)/g)).to.deep.equal([
      "Forbidden word (whoever)",
      "Forbidden word (His)",
      "Unknown word (acount)",
    ]);
    expect(status).to.equal(1);
  });
  /* cspell:enable */

  it("have a dictionary that is sorted and has each word once", () => {
    const [head, ...words] = readFileSync(join(ROOT, "scripts/prose/words.txt"), "utf8")
      .trimEnd()
      .split("\n");
    expect(head).to.match(/^# /);
    expect(words).to.deep.equal([...new Set(words)].sort());
  });
});
