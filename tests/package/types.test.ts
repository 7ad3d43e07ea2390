import { copyFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { expect } from "chai";
import {
  type CompilerOptions,
  createProgram,
  flattenDiagnosticMessageText,
  ModuleKind,
  ModuleResolutionKind,
  ScriptTarget,
} from "typescript";
import { project } from "./project";

const OPTIONS: CompilerOptions = {
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  target: ScriptTarget.ES2022,
  types: [],
};

interface Setting {
  readonly title: string;
  /** The extension decides what kind of module the user's file is. */
  readonly extension: string;
  readonly options: CompilerOptions;
  /** Which of the package's declarations this setting finds. */
  readonly declarations: string;
}

const node = (title: string, extension: string, module: ModuleKind): Setting => ({
  title,
  extension,
  options: { module },
  declarations: "dist/index.d.ts",
});

const SETTINGS: readonly Setting[] = [
  {
    title: "node10",
    extension: ".ts",
    options: { module: ModuleKind.CommonJS, moduleResolution: ModuleResolutionKind.Node10 },
    declarations: "dist/index.d.ts",
  },
  node("node16, from an ES module", ".mts", ModuleKind.Node16),
  node("node16, from CommonJS", ".cts", ModuleKind.Node16),
  node("nodenext, from an ES module", ".mts", ModuleKind.NodeNext),
  node("nodenext, from CommonJS", ".cts", ModuleKind.NodeNext),
  {
    title: "bundler",
    extension: ".ts",
    options: { module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Bundler },
    declarations: "dist/esm/index.d.mts",
  },
];

describe("package: types of @diem/sdk", () => {
  let folder: string;

  before(async () => {
    ({ folder } = await project());
  });

  for (const { title, extension, options, declarations } of SETTINGS) {
    it(`with module resolution ${title}`, async () => {
      const user = join(folder, `types${extension}`);
      if (extension !== ".ts") await copyFile(join(folder, "types.ts"), user);
      const program = createProgram([user], { ...OPTIONS, ...options });
      const sdk = join(folder, "node_modules", "@diem", "sdk") + sep;
      const files = program
        .getSourceFiles()
        .filter(({ fileName }) => fileName === user || fileName.startsWith(sdk));
      expect(files.map(({ fileName }) => fileName)).to.include(`${sdk}${declarations}`);
      const complaints = files
        .flatMap((file) => [
          ...program.getSyntacticDiagnostics(file),
          ...program.getSemanticDiagnostics(file),
        ])
        .map(({ file, messageText }) => [
          file?.fileName,
          flattenDiagnosticMessageText(messageText, "\n"),
        ]);
      expect(complaints).to.deep.equal([]);
    });
  }
});
