import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { makeFolder } from "@diem/sdk/node";
import { thrownBy } from "./support";

describe("sdk: folders", () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "diem-folder-"));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  it("are made with those above them, by many at once", async () => {
    for (let round = 0; round < 50; round += 1) {
      const path = join(dir, String(round), "a", "b", "c");
      await Promise.all(Array.from({ length: 8 }, () => makeFolder(path, 0o700)));
      expect(statSync(path).mode & 0o777).to.equal(0o700);
    }
  });

  it("are not made where a file is, or in a file", async () => {
    const file = join(dir, "file");
    writeFileSync(file, "");
    expect(await thrownBy(() => makeFolder(file))).to.have.property("code", "EEXIST");
    expect(await thrownBy(() => makeFolder(join(file, "a")))).to.have.property("code", "ENOTDIR");
  });

  it("are refused where the system refuses them as if the one above were missing", async function () {
    if (!existsSync("/proc")) this.skip();
    expect(await thrownBy(() => makeFolder("/proc/diem/a"))).to.have.property("code", "ENOENT");
  });
});
