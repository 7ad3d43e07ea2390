import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { UNIT } from "../support/market";
import { project, run } from "./project";
import { servedMarket } from "./fixture";

/** What `npx` runs is the installed command, or nothing: it may not look for another. */
const diem = (...args: readonly string[]) => run("npx", ["--no-install", "diem", ...args]);

describe("package: @diem/cli", () => {
  let folder: string;
  let packed: readonly string[];

  before(async () => {
    const made = await project();
    folder = made.folder;
    packed = made.files.get("@diem/cli") ?? [];
  });

  it("holds what was built, a README, the licence and nothing else", async () => {
    const kinds = /^dist\/.*\.(js|d\.ts|js\.map)$/;
    expect(packed.filter((path) => !kinds.test(path))).to.have.members([
      ...["LICENSE", "README.md", "bin/diem.js", "package.json"],
    ]);
    for (const path of packed.filter((name) => name.endsWith(".map"))) {
      const file = join(folder, "node_modules", "@diem", "cli", path);
      const { sourcesContent } = JSON.parse(await readFile(file, "utf8")) as {
        sourcesContent?: unknown[];
      };
      expect(sourcesContent, path).to.have.length(1);
    }
  });

  it("gives a `diem` that says what it can do", async () => {
    const help = await diem("--help");
    expect(help).to.match(/^Usage: diem /);
    for (const command of ["stake", "market", "provider", "channel", "keeper"]) {
      expect(help).to.match(new RegExp(`^ {2}${command} `, "m"));
    }
    expect(await diem("--version")).to.equal("0.1.0\n");
  });

  it("reads a market", async () => {
    const { world, endpoint } = await servedMarket();
    try {
      const market = world.market.market.toBase58();
      const options = ["--url", endpoint.url, "--market", market, "--output", "json"];
      const shown = JSON.parse(await diem(...options, "market", "show")) as { market: unknown };
      expect(shown).to.deep.include({ address: market });
      expect(JSON.stringify(shown)).to.include((3n * UNIT).toString());
    } finally {
      await endpoint.close();
    }
  });
});
