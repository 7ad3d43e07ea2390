import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { mayUse } from "../support/tools";

const COMMITS = 3;
const PROGRAM = `
  const { writeSync } = require("node:fs");
  const { openFileStore } = require(process.argv[1]);
  (async () => {
    const store = await openFileStore({ folder: process.argv[2] });
    for (let nth = 0; nth < ${COMMITS}; nth += 1) {
      await store.commit({ changes: [{ key: "k", value: "value-" + nth }] });
      writeSync(1, "acknowledged-" + nth + "\\n");
    }
    await store.close();
  })();
`;

if (process.platform === "linux" && mayUse("strace")) {
  describe("the store of a folder, as the operating system sees it", () => {
    it("is on the disk before a commit is acknowledged", () => {
      const folder = mkdtempSync(join(tmpdir(), "diem-strace-"));
      try {
        const trace = join(folder, "trace");
        const calls = "trace=write,pwrite64,writev,pwritev,fsync,fdatasync";
        const sdk = require.resolve("@diem/sdk/node");
        const node = [process.execPath, "-e", PROGRAM, sdk, join(folder, "store")];
        const { status, stderr } = spawnSync("strace", ["-f", "-e", calls, "-o", trace, ...node]);
        expect(status, stderr.toString()).to.equal(0);
        const lines = readFileSync(trace, "utf8").split("\n");
        for (let nth = 0; nth < COMMITS; nth += 1) {
          const at = (mark: RegExp, from = 0) =>
            lines.findIndex((line, index) => index >= from && mark.test(line));
          const written = at(new RegExp(`value-${nth}`));
          const acknowledged = at(new RegExp(`acknowledged-${nth}`));
          // a call that another thread interrupts ends in a line of its own
          const synced = at(/f(data)?sync(\(\d+| resumed>)\)\s+= 0/, written);
          expect(written, `commit ${nth}`).to.be.at.least(0);
          expect(synced, `commit ${nth}`).to.be.within(written + 1, acknowledged - 1);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });
}
