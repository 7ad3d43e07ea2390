import { expect } from "chai";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { instructions, keepers, plans } from "@diem/sdk";

const ROOT = join(__dirname, "..", "..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

/** The files below a folder that end so, by their paths from the root. */
const filesIn = (folder: string, ...endings: readonly string[]): string[] =>
  readdirSync(join(ROOT, folder), { encoding: "utf8", recursive: true })
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .map((path) => join(folder, path));

describe("names: the maths of the SDK", () => {
  const PROGRAM = "programs/diem/src/math";
  const SDK = "app/sdk/src/quotes/math";
  /** Files that hold one type each, so that its functions are a namespace of `quotes`, and files that hold several modules. */
  const PARTS: Readonly<Record<string, string>> = {
    "cooling-bond": "bond",
    "curve-coefficients": "curve",
    "curve-cost": "curve",
    "reward-weight": "index",
    scheduled: "epoch",
    "share-index": "index",
  };
  const INTEGERS = ["div", "mul_div", "q64"];
  /** Made of plain values in TypeScript: bigints, and literals of an interface. */
  const PLAIN = [
    ...["Q64::from_bits", "Q64::bits", "Scheduled::fixed", "Stream::starting_at"],
    ...["product", "split_words"],
  ];
  const TESTS = ["golden", "mod", "testing"];
  const modules = readdirSync(join(ROOT, PROGRAM))
    .filter((name) => name.endsWith(".rs"))
    .map((name) => name.slice(0, -3))
    .filter((name) => !TESTS.includes(name));

  /** The public functions of a module, methods with their type. */
  const functionsIn = (name: string): string[] => {
    let type = "";
    return read(`${PROGRAM}/${name}.rs`)
      .split("\n")
      .flatMap((line) => {
        type = /^impl (\w+)/.exec(line)?.[1] ?? type;
        const [, indent, found] = /^( *)pub (?:const )?fn (\w+)/.exec(line) ?? [];
        if (found === undefined) return [];
        return [indent === "" ? found : `${type}::${found}`];
      });
  };

  /** What the comments of a file name as the program's. */
  const namedIn = (path: string): string[] =>
    [
      ...read(path)
        .replaceAll(/\n \* */g, " ")
        .matchAll(/the program's\s+`([\w:]+)`/gi),
    ].map(([, name = ""]) => name);

  it("has a file for each module of the program's, and no other", () => {
    const files = filesIn(SDK, ".ts").map((path) => path.slice(SDK.length + 1, -3));
    const mirrored = files.flatMap((file) =>
      file === "integers" ? INTEGERS : [PARTS[file] ?? file],
    );
    expect([...new Set(mirrored)].sort()).to.deep.equal(modules.sort());
  });

  it("has a function for each of the program's, in the file of its module, which names it", () => {
    const missing = modules.flatMap((module) => {
      const files = filesIn(SDK, ".ts").filter((path) => {
        const file = path.slice(SDK.length + 1, -3);
        return file === "integers" ? INTEGERS.includes(module) : (PARTS[file] ?? file) === module;
      });
      const named = files.flatMap(namedIn);
      return functionsIn(module)
        .filter((name) => !PLAIN.includes(name) && !named.includes(name))
        .map((name) => `${module}: ${name}`);
    });
    expect(missing).to.deep.equal([]);
  });

  it("names nothing that the program does not have", () => {
    const sources = filesIn("programs/diem/src", ".rs").map(read).join("\n");
    const unknown = filesIn(SDK, ".ts")
      .flatMap(namedIn)
      .map((name) => name.split("::").at(-1))
      .filter((name) => name !== "MathOverflow" && !sources.includes(`fn ${String(name)}(`));
    expect(unknown).to.deep.equal([]);
  });
});

describe("names: one act", () => {
  const acts = Object.keys(instructions).filter((name) => name !== "build");

  it("has one name as an instruction and as a plan", () => {
    /** Plans of several instructions of one kind. */
    const MANY: Readonly<Record<string, string>> = {
      claimQuotaRewards: "claimQuotaReward",
      withdrawAllUnstaked: "withdrawUnstaked",
    };
    const planned = Object.keys(plans).map((name) => MANY[name] ?? name);
    expect(planned.filter((name) => !acts.includes(name))).to.deep.equal([]);
  });

  it("has that name as a task of a keeper, in the plural where a task does it many times", () => {
    const kinds = Object.keys(keepers.due).filter((name) => name !== "length");
    const singular = (name: string) => name.replace(/s$/, "");
    const known = acts.map(singular);
    expect(kinds.length).to.equal(7);
    expect(kinds.filter((name) => !known.includes(singular(name)))).to.deep.equal([]);
    const pure = kinds.map((name) => `plan${name.slice(0, 1).toUpperCase()}${name.slice(1)}`);
    expect(Object.keys(keepers)).to.include.members(pure);
  });

  it("has that name in the program", () => {
    const files = filesIn("programs/diem/src/instructions", ".rs").map((path) =>
      (path.split("/").at(-1) ?? "").slice(0, -3),
    );
    const snake = (name: string) =>
      name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    expect(acts.map(snake).filter((name) => !files.includes(name))).to.deep.equal([]);
  });
});

describe("names: types", () => {
  for (const name of readdirSync(join(ROOT, "app"))) {
    it(`that ${name} exports are declared once`, () => {
      const declared = new Map<string, Set<string>>();
      for (const path of filesIn(`app/${name}/src`, ".ts", ".tsx")) {
        for (const [, type = ""] of read(path).matchAll(
          /^export (?:abstract )?(?:class|interface|type) (\w+)/gm,
        )) {
          declared.set(type, (declared.get(type) ?? new Set()).add(path));
        }
      }
      // each file of errors has what its errors know: decision 0025
      declared.delete("Contexts");
      const twice = [...declared].filter(([, paths]) => paths.size > 1);
      expect(twice.map(([type, paths]) => [type, ...paths])).to.deep.equal([]);
    });
  }
});

describe("names: docs/architecture.md", () => {
  it("names files and folders that are there", () => {
    const [, ...parts] = read("docs/architecture.md").split("## ");
    const paths = parts.flatMap((part) =>
      [...part.matchAll(/`((?:[\w-]+\/)+(?:[\w.-]+)?|[\w-]+\.rs)`/g)].map(([, path = ""]) => path),
    );
    expect(paths.length).to.be.at.least(30);
    // the rows speak of the program's sources by their paths below it, and of the SDK's layers
    const roots = ["", "programs/diem/src", "app/sdk/src"];
    expect(
      paths.filter((path) => !roots.some((root) => existsSync(join(ROOT, root, path)))),
    ).to.deep.equal([]);
  });
});
