import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const ROOT = join(__dirname, "../..");
const OWN = "threats.test.ts";
const GROUPS = [
  "Signatures",
  "Accounting",
  "Locks",
  "Accounts",
  "Tokens and events",
  "The gateway",
  "The indexer",
  "The page",
];
const TITLES = /\bit\(\s*(["'`])((?:\\.|(?!\1)[^\\])*)\1/g;
const REFERENCE = /^`(?:(\S+\.test\.ts) › (.+)|(\S+\.rs)::(\w+))`$/;

interface Row {
  readonly group: string;
  readonly threat: string;
  readonly defence: string;
  readonly tests: readonly string[];
}

/** The rows of all tables, without their heads. */
function rows(): Row[] {
  const found: Row[] = [];
  let group = "";
  for (const line of readFileSync(join(ROOT, "docs/threats.md"), "utf8").split("\n")) {
    if (line.startsWith("## ")) group = line.slice("## ".length);
    if (!line.startsWith("|") || /^\|[ -]+\|[ -]+\|/.test(line)) continue;
    const [threat = "", defence = "", tests = ""] = line
      .slice(1, -1)
      .split(" | ")
      .map((cell) => cell.trim());
    if (threat.trim() === "threat") continue;
    found.push({ group, threat, defence, tests: tests.split("<br>") });
  }
  return found;
}

/** What is wrong with a reference to a test; nothing where the test is there. */
function fault(reference: string): string | undefined {
  const [, suite, title, rust, name] = REFERENCE.exec(reference) ?? [];
  const file = suite ?? rust;
  if (file === undefined) return `no reference to a test: ${reference}`;
  if (!existsSync(join(ROOT, file))) return `no file ${file}`;
  const text = readFileSync(join(ROOT, file), "utf8");
  const titles = [...text.matchAll(TITLES)].map((found) => found[2]);
  const holds =
    rust === undefined ? titles.includes(title) : new RegExp(`\\bfn ${name ?? ""}\\(`).test(text);
  return holds ? undefined : `${file} has no test ${title ?? name ?? ""}`;
}

describe("the table of threats", () => {
  it("has every group, and in each row a threat, a defence and a test", () => {
    const all = rows();
    expect([...new Set(all.map(({ group }) => group))]).to.deep.equal(GROUPS);
    for (const { threat, defence, tests } of all) {
      expect(threat).to.have.length.greaterThan(0);
      expect(defence, threat).to.have.length.greaterThan(0);
      expect(
        tests.filter((test) => test !== ""),
        threat,
      ).to.have.length.greaterThan(0);
    }
    expect(new Set(all.map(({ threat }) => threat)).size).to.equal(all.length);
  });

  it("names tests that are there", () => {
    const faults = rows().flatMap(({ tests }) => tests.flatMap((test) => fault(test) ?? []));
    expect(faults).to.deep.equal([]);
  });

  it("would miss a test that is not there", () => {
    const own = `tests/adversarial/${OWN}`;
    expect(fault(`\`${own} › names tests that are there\``)).to.equal(undefined);
    expect(fault(`\`${own} › names tests that are not there\``)).to.match(/has no test/);
    expect(fault("`tests/nowhere.test.ts › names tests`")).to.match(/no file/);
    const rust = "programs/diem/src/math/mul_div.rs";
    expect(fault(`\`${rust}::rounds_in_the_named_direction\``)).to.equal(undefined);
    expect(fault(`\`${rust}::rounds_in_the_named\``)).to.match(/has no test/);
    expect(fault("")).to.match(/no reference/);
  });

  it("names every adversarial test", () => {
    const named = new Set(rows().flatMap(({ tests }) => tests));
    const suites = readdirSync(__dirname).filter((file) => file.endsWith(".test.ts"));
    expect(suites).to.include(OWN);
    for (const file of suites.filter((suite) => suite !== OWN)) {
      const path = `tests/adversarial/${file}`;
      for (const [, , title = ""] of readFileSync(join(ROOT, path), "utf8").matchAll(TITLES)) {
        expect(named.has(`\`${path} › ${title}\``), title).to.equal(true);
      }
    }
  });
});
