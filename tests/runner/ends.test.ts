import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";

const MOCHA = join(__dirname, "../../node_modules/mocha/bin/mocha.js");
const FILE = join(__dirname, "left-open.ts");

/** How Mocha ended, with the project's configuration, and what it printed. */
function run(...options: string[]): Promise<{ code: unknown; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MOCHA, ...options, FILE], (error, stdout) => {
      resolve({ code: error?.code, output: stdout });
    });
  });
}

describe("a run of the tests", () => {
  for (const options of [[], ["--parallel"]]) {
    it(`ends after a failure that left a server open: mocha ${options.join(" ")}`, async () => {
      const { code, output } = await run(...options);
      expect(output).to.contain("before it closed anything");
      expect(code, output).to.equal(1);
    });
  }
});
