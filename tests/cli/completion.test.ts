import { execFileSync } from "node:child_process";
import { expect } from "chai";
import { commandTree, run } from "@diem/cli";
import { completionTree } from "../../app/cli/dist/core/completion/nodes";
import { mayUse } from "../support/tools";
import { Terminal } from "./terminal";

const around = { cwd: "/", home: "/" };

async function script(shell: string): Promise<string> {
  const terminal = new Terminal(around);
  expect(await run(["completion", shell], terminal.io)).to.equal(0);
  return terminal.stdout;
}

/** What bash itself offers for the last of the words. */
function offered(completion: string, ...words: string[]): string[] {
  return offeredBy(completion, ["diem", ...words], "_diem");
}

/** What a function of the script offers for the last word of a line. */
function offeredBy(completion: string, words: readonly string[], name: string): string[] {
  return offeredEach(completion, [words], name)[0] ?? [];
}

/** What a function of the script offers for the last word of each line, asked of one bash. */
function offeredEach(
  completion: string,
  lines: readonly (readonly string[])[],
  name: string,
): string[][] {
  const asked = lines.flatMap((words) => [
    "COMPREPLY=()",
    `COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")})`,
    `COMP_CWORD=${words.length - 1}`,
    name,
    'printf "%s\\n" "${COMPREPLY[@]}"',
    "printf '\\0'",
  ]);
  const bash = ["--norc", "--noprofile", "-s"];
  const input = [completion, ...asked].join("\n");
  const out = execFileSync("bash", bash, { encoding: "utf8", cwd: __dirname, input });
  const offers = out.split("\0").slice(0, -1);
  return offers.map((offer) => offer.split("\n").filter((word) => word !== ""));
}

describe("cli: completion", () => {
  const inBash = mayUse("bash") ? it : it.skip;
  const tree = completionTree(commandTree(new Terminal(around).io));

  inBash("bash completes commands by what was typed of them", async () => {
    const bash = await script("bash");
    expect(offered(bash, "sta")).to.deep.equal(["stake"]);
    expect(offered(bash, "quote", "")).to.deep.equal(["mint", "burn"]);
    expect(offered(bash, "quote", "m")).to.deep.equal(["mint"]);
    expect(offered(bash, "tickets", "w")).to.deep.equal(["withdraw"]);
    expect(offered(bash, "nonsense")).to.deep.equal([]);
  });

  inBash("bash knows every command of the tree where it belongs", async () => {
    const bash = await script("bash");
    const lines = tree.nodes.map(({ path }) => ["diem", ...path.split(" ").filter(Boolean), ""]);
    const offers = offeredEach(bash, lines, "_diem");
    for (const [nth, { path, commands }] of tree.nodes.entries()) {
      expect(offers[nth], path).to.deep.equal(commands.map(({ word }) => word));
    }
  });

  inBash(
    "bash completes options of the command and those of all, behind others and their values",
    async () => {
      const bash = await script("bash");
      expect(offered(bash, "mint", "5", "--m")).to.deep.equal(["--max-vvv", "--market"]);
      expect(offered(bash, "stake", "5", "--m")).to.deep.equal(["--market"]);
      expect(offered(bash, "--dry")).to.deep.equal(["--dry-run"]);
      expect(offered(bash, "-u", "localhost", "quote", "b")).to.deep.equal(["burn"]);
      // A value that looks like a command is none.
      expect(offered(bash, "--keypair", "quote", "sta")).to.deep.equal(["stake"]);
    },
  );

  inBash("bash completes a file behind an option that takes a value", async () => {
    const bash = await script("bash");
    expect(offered(bash, "stake", "5", "--keypair", "completion.te")).to.deep.equal([
      "completion.test.ts",
    ]);
  });

  inBash("bash registers it for the command", async () => {
    const ask = `${await script("bash")}\ncomplete -p diem`;
    const out = execFileSync("bash", ["--norc", "--noprofile", "-c", ask], { encoding: "utf8" });
    expect(out).to.equal("complete -o default -F _diem diem\n");
  });

  inBash("bash completes the same behind npx diem, and nothing else behind npx", async () => {
    const bash = await script("bash");
    const behind = (...words: string[]) => offeredBy(bash, ["npx", ...words], "_diem_npx");
    expect(behind("di")).to.deep.equal(["diem"]);
    expect(behind("diem", "chan")).to.deep.equal(["channel"]);
    expect(behind("diem", "-u", "localhost", "quote", "b")).to.deep.equal(["burn"]);
    expect(behind("diem", "mint", "5", "--m")).to.deep.equal(["--max-vvv", "--market"]);
    expect(behind("diem", "stake", "5", "--keypair", "completion.te")).to.deep.equal([
      "completion.test.ts",
    ]);
    expect(behind("other", "chan")).to.deep.equal([]);
  });

  inBash("bash leaves another completion of npx alone", async () => {
    const registered = (before: string) => {
      const ask = `${before}\n${bash}\ncomplete -p npx`;
      return execFileSync("bash", ["--norc", "--noprofile", "-c", ask], { encoding: "utf8" });
    };
    const bash = await script("bash");
    expect(registered("")).to.equal("complete -o default -F _diem_npx npx\n");
    expect(registered("complete -W other npx")).to.equal("complete -W 'other' npx\n");
  });

  it("zsh and fish get the same behind npx diem", async () => {
    expect(await script("zsh")).to.contain(
      "\n[[ -n ${_comps[npx]} ]] || compdef _diem_npx npx\ncompdef _diem diem\n",
    );
    const lines = (await script("fish")).split("\n");
    const ours = lines.filter((line) => line.startsWith("complete -c diem -n "));
    const behind = lines.filter((line) => line.startsWith("complete -c npx -n "));
    expect(ours.length).to.be.greaterThan(100);
    expect(behind).to.deep.equal(ours.map((line) => line.replace("-c diem", "-c npx")));
    expect(lines.filter((line) => line.startsWith("complete "))).to.have.length(2 * ours.length);
  });

  inBash("zsh gets every command and option with its description, each in quotes", async () => {
    const zsh = await script("zsh");
    expect(zsh)
      .to.match(/^#compdef diem\n/)
      .and.to.match(/\ncompdef _diem diem\n$/);
    for (const { path, commands, options } of tree.nodes) {
      const line = zsh
        .split("\n")
        .find((text) => text.trimStart().startsWith(`'${path}') commands=(`));
      for (const { word, about } of [...commands, ...options]) {
        const description = about.replaceAll("'", "'\\''");
        expect(line, path).to.contain(`'${word}:${description}'`);
      }
    }
    balanced(zsh);
  });

  it("fish gets every command and option where it belongs", async () => {
    const fish = await script("fish");
    const lines = fish.split("\n");
    const quoted = (text: string) => `'${text.replaceAll("'", "\\'")}'`;
    for (const { path, commands, options } of tree.nodes) {
      const at = `complete -c diem -n ${quoted(`__diem_at '${path}'`)} `;
      const here = lines.filter((line) => line.startsWith(at));
      expect(here, path).to.have.length(commands.length + options.length);
      for (const { word, about } of commands) {
        expect(here).to.include(`${at}-f -a ${word} -d ${quoted(about)}`);
      }
    }
    const everywhere = "complete -c diem -n '__diem_words >/dev/null'";
    for (const { word } of tree.globals) {
      const flag = word.startsWith("--") ? `-l ${word.slice(2)}` : `-s ${word.slice(1)}`;
      expect(
        lines.some((line) => line.startsWith(`${everywhere} ${flag} `)),
        word,
      ).to.equal(true);
    }
    expect(lines).to.include.members(["function __diem_at", "end"]);
  });
});

/** zsh's quotes are bash's, and so are its functions, loops and cases: bash can at least read them. */
function balanced(zsh: string): void {
  const readable = zsh.replaceAll("${(M)commands:#$word:*}", "x");
  execFileSync("bash", ["-n"], { input: readable });
}
