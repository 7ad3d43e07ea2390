import { join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { plans } from "@diem/sdk";

const ROOT = join(__dirname, "..", "..");
const PROBE = join(ROOT, "tests", "editor-probe.ts");
const NAMES = Object.keys(plans);
const CALLS = NAMES.flatMap((name) => [`client.plan.${name}(`, `client.act.${name}(`]);
const TEXT = [
  'import { DiemClient } from "@diem/sdk";',
  "declare const client: DiemClient;",
  ...CALLS.map((call) => `${call});`),
].join("\n");

/** What an editor asks, of a file that calls every method. */
function languageService(): ts.LanguageService {
  const found = ts.readConfigFile(join(ROOT, "tsconfig.json"), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(found.config as unknown, ts.sys, ROOT);
  const read = (path: string) => (path === PROBE ? TEXT : ts.sys.readFile(path));
  return ts.createLanguageService({
    getScriptFileNames: () => [PROBE],
    getScriptVersion: () => "1",
    getScriptSnapshot: (path) => {
      const text = read(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => ROOT,
    getCompilationSettings: () => ({ ...options, types: [] }),
    getDefaultLibFileName: (of) => ts.getDefaultLibFilePath(of),
    fileExists: (path) => path === PROBE || ts.sys.fileExists(path),
    readFile: read,
  });
}

describe("sdk: help in an editor", () => {
  let service: ts.LanguageService;
  before(() => {
    service = languageService();
  });
  after(() => {
    service.dispose();
  });

  for (const call of CALLS) {
    const method = call.slice(0, -1);
    it(`${method} shows its documentation and the names of its parameters`, () => {
      const end = TEXT.indexOf(call) + call.length;
      const info = service.getQuickInfoAtPosition(PROBE, end - 2);
      const text = ts.displayPartsToString(info?.documentation);
      expect(text, method).to.match(/^[A-Z][\s\S]{10,}/);

      const help = service.getSignatureHelpItems(PROBE, end, {});
      const parameters = help?.items.flatMap((item) => item.parameters.map(({ name }) => name));
      const expected = method.startsWith("client.act.") ? ["input", "options"] : ["input"];
      // A plan that needs nothing said takes nothing.
      if (parameters?.length === 0) expect(method).to.match(/^client\.plan\./);
      else expect(parameters).to.deep.equal(expected);
    });
  }
});
