import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { mayUse } from "../support/tools";

const ROOT = join(__dirname, "..", "..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const json = (path: string) => JSON.parse(read(path)) as Record<string, unknown>;

/** The files below a folder, by their paths from the root. */
const filesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { encoding: "utf8", recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .filter((path) => !/(^|\/)(dist|node_modules)\//.test(path));

describe("release: packages", () => {
  const packages = readdirSync(join(ROOT, "app")).map((name) => json(`app/${name}/package.json`));

  it("share one version, in what they depend on as well", () => {
    const [version] = [...new Set(packages.map((each) => each.version))];
    for (const { name, version: own, dependencies = {} } of packages) {
      const inner = Object.entries(dependencies as object).filter(([to]) =>
        to.startsWith("@diem/"),
      );
      expect([own, ...inner.map(([, wanted]) => wanted as unknown)], String(name)) //
        .to.deep.equal([version, ...inner.map(() => version)]);
    }
  });

  it("are released together", () => {
    const { fixed, access } = json(".changeset/config.json");
    expect({ fixed, access }).to.deep.equal({ fixed: [["@diem/*"]], access: "public" });
    expect(packages.filter(({ name }) => !/^@diem\/\w+$/.test(String(name)))).to.deep.equal([]);
  });

  it("are recommended a Node that CI tests", () => {
    const [, tested = ""] = /node: \[(.*)\]/.exec(read(".github/workflows/ci.yml")) ?? [];
    expect(tested.split(", ")).to.include(read(".nvmrc").trim());
  });
});

describe("release: the contributors' guide", () => {
  const guide = read("CONTRIBUTING.md");
  const paths = [...guide.matchAll(/`((?:\.\w|[a-z])[\w.-]*\/[\w./<>-]+)`/g)].map(
    ([, path = ""]) => path,
  );

  it("names files that are there", () => {
    const known = paths.filter((path) => !path.includes("<"));
    expect(known.length).to.be.at.least(20);
    expect(known.filter((path) => !existsSync(join(ROOT, path)))).to.deep.equal([]);
  });

  it("lists every file that names an instruction, at most twelve of them by hand", () => {
    const [, list = ""] = /in this order:\n\n([\s\S]*?)\n\nOnly if/.exec(guide) ?? [];
    const byHand = [...list.matchAll(/^\d+\. `([^`]+)`(?: or `([^`]+)`)?/gm)].map(([, ...found]) =>
      found.filter((path) => path !== undefined),
    );
    expect(byHand.length).to.be.within(10, 12);
    const patterns = byHand
      .flat()
      .map((path) => new RegExp(`^${path.replace(/<\w+>/g, "[\\w./-]+")}`));
    const GENERATED = ["app/sdk/src/idl/", "benches/compute-units.md", "docs/mutations.md"];
    // two uses of it, and the record of its decision: not every instruction has them
    const ITS_OWN = [
      ...["migrations/deploy.ts", "app/web/src/pages/govern/metadata.tsx"],
      "docs/decisions/0019-diem-metadata.md",
    ];
    const naming = ["app", "benches", "docs", "migrations", "programs", "scripts", "tests"]
      .flatMap(filesIn)
      .filter(
        (path) => /\.(json|md|mjs|rs|tsx?)$/.test(path) && path !== "tests/release/kit.test.ts",
      )
      .filter((path) => /set_diem_metadata|setDiemMetadata/.test(read(path)))
      .filter((path) => ![...GENERATED, ...ITS_OWN].some((known) => path.startsWith(known)));
    expect(naming.filter((path) => !patterns.some((known) => known.test(path)))).to.deep.equal([]);
    expect(naming).to.have.length.within(10, 12);
  });
});

describe("release: the hook before a commit", () => {
  if (!mayUse("git")) return;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "diem-hook-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("formats what is staged", async () => {
    const git = (...args: string[]) =>
      execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: "pipe" });
    git("init", "--quiet");
    git("config", "user.name", "Somebody");
    git("config", "user.email", "somebody@diem.example");
    await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
    await writeFile(join(folder, "lint-staged.config.mjs"), read("lint-staged.config.mjs"));
    await writeFile(join(folder, "pre-commit"), read(".husky/pre-commit"));
    git("commit", "--quiet", "--allow-empty", "--message", "Begin");
    await writeFile(join(folder, "staged.ts"), "export const a = {b:1}\n");
    await writeFile(join(folder, "other.ts"), "export const a = {b:1}\n");
    await writeFile(join(folder, "staged.tsx"), "export const a = <b>{1}</b>\n");
    git("add", "staged.ts", "staged.tsx");
    execFileSync("sh", ["-e", "pre-commit"], { cwd: folder, stdio: "pipe" });
    expect(git("show", ":staged.ts")).to.equal("export const a = { b: 1 };\n");
    expect(git("show", ":staged.tsx")).to.equal("export const a = <b>{1}</b>;\n");
    expect(readFileSync(join(folder, "other.ts"), "utf8")).to.equal("export const a = {b:1}\n");
  });
});
