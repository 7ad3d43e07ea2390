import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const SHIPPED = join(ROOT, "app", "localnet", "program", "diem.so");

function pathFor(program: string | undefined) {
  const script = `process.stdout.write(require("@diem/localnet").DIEM_PROGRAM_PATH)`;
  return spawnSync(process.execPath, ["-e", script], {
    cwd: ROOT,
    // a variable of the value undefined is not set
    env: { ...process.env, DIEM_PROGRAM: program },
    encoding: "utf8",
  });
}

describe("the program of a local network", () => {
  it("is the shipped one, or the file that DIEM_PROGRAM names", () => {
    expect(pathFor(undefined).stdout).to.equal(SHIPPED);
    const double = "tests/fixtures/token-metadata-double.so";
    expect(pathFor(double).stdout).to.equal(join(ROOT, double));
  });

  for (const named of ["target/nowhere/diem.so", ""]) {
    it(`is refused where DIEM_PROGRAM is "${named}"`, () => {
      const { status, stderr } = pathFor(named);
      expect(status).to.equal(1);
      expect(stderr).to.contain(`DIEM_PROGRAM names no file: "${named}"; build the program by`);
    });
  }
});
