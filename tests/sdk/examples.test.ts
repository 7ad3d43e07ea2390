import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect } from "chai";
import {
  createCompilerHost,
  createProgram,
  createSourceFile,
  flattenDiagnosticMessageText,
  isImportDeclaration,
  isVariableStatement,
  type CompilerOptions,
  ModuleKind,
  ModuleResolutionKind,
  ScriptTarget,
  type SourceFile,
} from "typescript";
import * as sdk from "@diem/sdk";
import { blocks, ROOT } from "../docs/blocks";
import { PAGES } from "../docs/pages";

const SDK = join(ROOT, "app", "sdk");
const GIVEN = join(__dirname, "examples-given.ts");

const OPTIONS: CompilerOptions = {
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  esModuleInterop: true,
  skipLibCheck: true,
  target: ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
  module: ModuleKind.ESNext,
  moduleResolution: ModuleResolutionKind.Node10,
  types: [],
};

interface Example {
  readonly source: string;
  readonly code: string;
}

/** The `@example` blocks of a module's comments. */
function examplesOf(path: string): Example[] {
  const comments = readFileSync(path, "utf8").match(/\/\*\*[\s\S]*?\*\//g) ?? [];
  return comments
    .map((comment) => comment.replace(/^\s*\*\/?|\*\/$/gm, ""))
    .flatMap((comment) => comment.split(/@example\b/).slice(1))
    .map((code) => ({ source: relative(SDK, path), code: code.split(/^ @\w/m)[0] ?? "" }));
}

/** The code blocks of the SDK's README, which go on from one another. */
function readmeExample(): Example {
  const codes = blocks("app/sdk/README.md", "ts").map(({ text }) => text);
  return { source: "README.md", code: codes.join("\n") };
}

/** The code blocks of the project's pages, each for itself. */
function pageExamples(): Example[] {
  return PAGES.flatMap((page) =>
    blocks(page, "ts").map(({ line, text }) => ({ source: `${page}:${line}`, code: text })),
  );
}

const parse = (code: string) => createSourceFile("example.ts", code, ScriptTarget.ES2022);

/** The names that the example imports by itself. */
function importedNames(file: SourceFile): string[] {
  return file.statements.filter(isImportDeclaration).flatMap(({ importClause }) => {
    const bindings = importClause?.namedBindings;
    if (bindings === undefined) return [];
    return "elements" in bindings
      ? bindings.elements.map(({ name }) => name.text)
      : [bindings.name.text];
  });
}

/** The example as the body of a function, so that its own names come before those that are given. */
function moduleOf({ code }: Example, given: readonly string[]): string {
  const file = parse(code);
  const imports = file.statements.filter(isImportDeclaration).map((part) => part.getText(file));
  const rest = file.statements
    .filter((part) => !isImportDeclaration(part))
    .map((part) => part.getFullText(file));
  const own = new Set(importedNames(file));
  const names = (all: readonly string[]) => all.filter((name) => !own.has(name)).join(", ");
  return [
    ...imports,
    `import { ${names(Object.keys(sdk).filter((name) => name !== "__esModule"))} } from "@diem/sdk";`,
    `import * as marketFile from "@diem/sdk/market-file";`,
    `import { ${names(["Keypair", "PublicKey"])} } from "@solana/web3.js";`,
    `import { ${names(given)} } from "./examples-given";`,
    `export async function example() {${rest.join("")}\n}`,
  ].join("\n");
}

function givenNames(): string[] {
  const code = readFileSync(GIVEN, "utf8");
  const functions = [...code.matchAll(/^export declare function (\w+)/gm)].map(([, name]) => name);
  const constants = parse(code)
    .statements.filter(isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .map(({ name }) => ("text" in name ? name.text : undefined));
  return [...functions, ...constants].filter((name) => name !== undefined);
}

/** What the compiler says of each example. */
function complaintsOf(examples: readonly Example[]): string[] {
  const given = givenNames();
  const modules = new Map(
    examples.map((example, index) => [
      join(__dirname, `example-${index}.ts`),
      { ...example, code: moduleOf(example, given) },
    ]),
  );
  const host = createCompilerHost(OPTIONS);
  const disk = createCompilerHost(OPTIONS);
  host.fileExists = (path) => modules.has(path) || disk.fileExists(path);
  host.readFile = (path) => modules.get(path)?.code ?? disk.readFile(path);
  const program = createProgram([...modules.keys()], OPTIONS, host);
  return [...modules].flatMap(([path, { source }]) => {
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText, start = 0 }) => {
        const [line] = (file?.text.slice(start) ?? "").split("\n");
        return `${source}: ${flattenDiagnosticMessageText(messageText, "\n")}, at ${line}`;
      },
    );
  });
}

/** Examples that are wrong, for the compiler to say so. */
const WRONG: readonly Example[] = [
  { source: "name", code: "pda.marketKey({ creator, vvvMint });" },
  { source: "type", code: 'pda.market({ creator, vvvMint: "mint" });' },
];

function allExamples(): Example[] {
  const sources = readdirSync(join(SDK, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.startsWith("idl"))
    .map((name) => join(SDK, "src", name));
  return [...sources.flatMap(examplesOf), readmeExample(), ...pageExamples()];
}

describe("sdk: examples", () => {
  const examples = allExamples();
  let complaints: string[];
  before(() => {
    // in one program, as most of its time goes into what all of them import
    complaints = complaintsOf([...examples, ...WRONG]);
  });
  const isWrong = (complaint: string) =>
    WRONG.some(({ source }) => complaint.startsWith(`${source}: `));

  it("in comments, READMEs and guides are what the compiler takes", () => {
    expect(examples.length).to.be.greaterThan(70);
    expect(complaints.filter((complaint) => !isWrong(complaint))).to.deep.equal([]);
  });

  it("would be refused for a name or a type that the SDK does not have", () => {
    const [name, type, ...others] = complaints.filter(isWrong);
    expect(name).to.match(/^name: Property 'marketKey' does not exist/);
    expect(type).to.match(/^type: Type 'string' is not assignable/);
    expect(others).to.deep.equal([]);
  });
});
