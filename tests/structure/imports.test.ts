import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const CRUISER = join(ROOT, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");

/** A rule that a file breaks. */
interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

interface Cruised {
  readonly summary: { readonly violations: readonly Violation[] };
}

interface Layers {
  readonly PACKAGES: Readonly<Record<string, readonly string[]>>;
}

/** What sources in a folder of their own break of the project's rules. */
function violationsIn(sources: Readonly<Record<string, string>>): readonly Violation[] {
  const folder = mkdtempSync(join(tmpdir(), "diem-imports-"));
  try {
    for (const [path, text] of Object.entries(sources)) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    mkdirSync(join(folder, "node_modules", "@diem"), { recursive: true });
    symlinkSync(join(folder, "app", "cli"), join(folder, "node_modules", "@diem", "cli"));
    const config = ["--config", join(ROOT, ".dependency-cruiser.mjs")];
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [CRUISER, ...config, "--output-type", "json", "app"],
      { cwd: folder, encoding: "utf8" },
    );
    expect(stderr).to.equal("");
    return (JSON.parse(stdout) as Cruised).summary.violations;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const nothing = "export const nothing = 0;\n";
const importing = (path: string) =>
  `import { nothing } from "${path}";\nexport const used = nothing;\n`;

describe("the import rules", () => {
  it("refuse circles, layers and packages above, and paths into another package, and nothing else", () => {
    const allowed = {
      "app/sdk/src/plans/burn.ts": importing("../quotes/price"),
      "app/sdk/src/quotes/price.ts": nothing,
    };
    const violations = violationsIn({
      ...allowed,
      "app/cli/package.json": `{ "name": "@diem/cli", "main": "dist/index.js" }`,
      "app/cli/dist/index.js": nothing,
      "app/sdk/src/circle/one.ts": `import type { Two } from "./two";\nexport type One = Two;\n`,
      "app/sdk/src/circle/two.ts": `import type { One } from "./one";\nexport type Two = One;\n`,
      "app/sdk/src/quotes/rate.ts": importing("../plans/stake"),
      "app/sdk/src/plans/stake.ts": nothing,
      "app/gateway/src/command.ts": importing("@diem/cli"),
      "app/gateway/src/calls/serve.ts": importing("../chain/channels"),
      "app/gateway/src/chain/channels.ts": importing("../../../sdk/src/plans/stake"),
      "app/gateway/src/trial.ts": importing("../../../tests/trial"),
      "tests/trial.ts": nothing,
    });
    expect(violations.filter(({ from }) => from in allowed)).to.deep.equal([]);
    const broken = new Set(violations.map(({ rule }) => rule.name));
    expect([...broken].sort()).to.deep.equal([
      "gateway-calls",
      "no-circle",
      "package-gateway",
      "packages-by-name",
      "product-without-tests",
      "sdk-layer-accounts-events-quotes",
    ]);
  });

  it("are those of the picture in docs/architecture.md", async () => {
    const { PACKAGES } = (await import(join(ROOT, "scripts", "layers.mjs"))) as Layers;
    const [, picture = ""] = readFileSync(join(ROOT, "docs", "architecture.md"), "utf8").split(
      "```mermaid",
    );
    const drawn = [...picture.split("```")[0]!.matchAll(/^ {2}(\w+) --> ([\w &]+)$/gm)].flatMap(
      ([, from, to = ""]) => to.split(" & ").map((each) => `${from} imports ${each}`),
    );
    const ruled = Object.entries(PACKAGES).flatMap(([from, all]) =>
      all.map((to) => `${from} imports ${to}`),
    );
    expect(drawn.sort()).to.deep.equal(ruled.sort());
  });
});
