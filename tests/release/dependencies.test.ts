import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";

const SCRIPT = join(__dirname, "../../scripts/check-dependencies.mjs");
const CRATES = "registry+https://github.com/rust-lang/crates.io-index";

interface Project {
  crate: { source: string; checksum: string; license: string };
  package: { version: string; integrity?: string; resolved?: string; license?: string };
  direct: string;
  reasons: string[];
  byName: string[];
  advisories: string[];
  ignored: string;
}

/** A project of one crate and one package, against which nothing can be said. */
const sound = (): Project => ({
  crate: { source: CRATES, checksum: "a".repeat(64), license: "MIT/Apache-2.0" },
  package: { version: "2.0.0", integrity: "sha512-x", license: "(MIT OR GPL-3.0) AND MIT" },
  direct: "left",
  reasons: ["| `crate maths` | counts |", "| `package left` | pads |"],
  byName: [],
  advisories: ["| RUSTSEC-1 | `crate maths` | 1.0.0 | is not called |"],
  ignored: '"RUSTSEC-1"',
});

function filesOf(project: Project): Record<string, string> {
  const table = (title: string, head: string, rows: readonly string[]) =>
    [`## ${title}`, "", head, "| --- |", ...rows, ""].join("\n");
  return {
    "docs/dependencies.md": [
      "# Dependencies\n",
      table("Direct dependencies", "| dependency | why |", project.reasons),
      table("Licences", "| licence |", ["| `MIT` |", "| `Apache-2.0` |"]),
      table("Licences by name", "| dependency | version | says | why |", project.byName),
      table("Accepted advisories", "| id | dependency | version | why |", project.advisories),
    ].join("\n"),
    ".cargo/audit.toml": `[advisories]\nignore = [${project.ignored}]\n`,
    "Cargo.lock": [
      '[[package]]\nname = "own"\nversion = "0.1.0"\n',
      `[[package]]\nname = "maths"\nversion = "1.0.0"\nsource = "${project.crate.source}"`,
      `checksum = "${project.crate.checksum}"\n`,
    ].join("\n"),
    "package-lock.json": JSON.stringify({
      packages: {
        "": { devDependencies: { [project.direct]: "^2" } },
        "node_modules/left": project.package,
      },
    }),
    // of the clients that the tests try
    "tests/parts/clients/package-lock.json": JSON.stringify({ packages: {} }),
  };
}

function check(project: Project): string {
  const folder = mkdtempSync(join(tmpdir(), "dependencies-"));
  try {
    for (const [path, text] of Object.entries(filesOf(project))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const { license } = project.crate;
    const own = { id: "own", name: "own", version: "0.1.0", source: null };
    const maths = { id: "maths", name: "maths", version: "1.0.0", source: CRATES, license };
    const packages = [
      { ...own, dependencies: [{ name: "maths" }] },
      { ...maths, dependencies: [] },
    ];
    const input = JSON.stringify({ workspace_members: ["own"], packages });
    const { status, stderr } = spawnSync(process.execPath, [SCRIPT], { cwd: folder, input });
    const said = stderr.toString().trim();
    expect(status === 0, "fails where it complains, and only there").to.equal(said === "");
    return said;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("the check of dependencies", () => {
  it("finds nothing wrong with a sound project", () => {
    expect(check(sound())).to.equal("");
  });

  const faults: [string, (project: Project) => void, RegExp][] = [
    [
      "a crate of a git repository",
      ({ crate }) => (crate.source = "git+https://host.example/maths"),
      /^crate maths 1.0.0 is not from crates.io but git/,
    ],
    ["a crate without a checksum", ({ crate }) => (crate.checksum = ""), /has no checksum$/],
    [
      "a package of a git repository",
      (project) => (project.package.resolved = "git+ssh://host.example/left"),
      /^package left 2.0.0 is not from npm but git/,
    ],
    [
      "a package without an integrity",
      (project) => delete project.package.integrity,
      /has no sha512 integrity$/,
    ],
    ["a crate's licence", ({ crate }) => (crate.license = "GPL-3.0"), /the licence GPL-3.0/],
    [
      "one of two licences that both hold",
      (project) => (project.package.license = "MIT AND GPL-3.0"),
      /the licence MIT AND GPL-3.0/,
    ],
    ["no licence", (project) => delete project.package.license, /the licence none/],
    [
      "a direct dependency without a reason",
      (project) => project.reasons.pop(),
      /^package left has no reason/,
    ],
    [
      "a reason for what is gone",
      (project) => (project.direct = "right"),
      /^package right has no reason in .*\npackage left has a reason .* nothing depends/,
    ],
    [
      "an advisory of a version that is not locked any more",
      (project) => project.advisories.push("| GHSA-1 | `package left` | 1.9.9 | is not called |"),
      /^GHSA-1: package left 1.9.9 is not locked any more$/,
    ],
    [
      "an advisory that is accepted without a reason",
      (project) => project.advisories.push("| GHSA-1 | `package left` | 2.0.0 | |"),
      /^GHSA-1 is accepted without a reason$/,
    ],
    [
      "an advisory that cargo audit ignores and the page does not accept",
      (project) => (project.ignored = '"RUSTSEC-1", "RUSTSEC-2"'),
      /audit.toml must ignore exactly/,
    ],
  ];

  for (const [what, spoil, complaint] of faults) {
    it(`complains of ${what}`, () => {
      const project = sound();
      spoil(project);
      expect(check(project)).to.match(complaint);
    });
  }

  it("lets a licence pass by the name and version of who has it", () => {
    const project = sound();
    project.package.license = "LGPL-3.0-only";
    project.byName.push("| `package left` | 2.0.0 | `LGPL-3.0-only` | is replaceable |");
    expect(check(project)).to.equal("");
    project.package.version = "2.0.1";
    expect(check(project)).to.match(/^package left 2.0.1 has the licence LGPL-3.0-only/);
  });
});
