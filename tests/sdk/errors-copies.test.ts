import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { expect } from "chai";
import { errors } from "@diem/sdk";

const DIST = resolve("app/sdk/dist");

/** What each of two copies of the package says of the other's error. */
const SCRIPT = `
import { createRequire } from "node:module";
import * as esm from "${DIST}/esm/index.mjs";
const cjs = createRequire("${DIST}/index.js")("${DIST}/index.js");
const answers = [];
for (const [from, to] of [[esm, cjs], [cjs, esm]]) {
  const error = from.errors.foreseen("CostAboveMaximum");
  answers.push({
    instance: error instanceof to.errors.DiemError,
    any: to.errors.isDiemError(error),
    named: to.errors.isDiemError(error, "CostAboveMaximum"),
    other: to.errors.isDiemError(error, "ZeroAmount"),
    kept: to.errors.from(error) === error,
  });
}
console.log(JSON.stringify(answers));
`;

describe("sdk: errors of two copies of the package", () => {
  it("are known to each other by their mark and name", () => {
    const args = ["--input-type=module", "-e", SCRIPT];
    const said = execFileSync(process.execPath, args, { encoding: "utf8" });
    const expected = { instance: false, any: true, named: true, other: false, kept: true };
    expect(JSON.parse(said)).to.deep.equal([expected, expected]);
  });

  it("are not recognised by their shape alone", () => {
    const hostile = new Proxy(
      {},
      {
        get() {
          throw new Error("no reading");
        },
      },
    );
    const alike = Object.assign(new Error("x"), { name: "CostAboveMaximum", source: "quote" });
    for (const thrown of [alike, hostile, null, undefined, "CostAboveMaximum", {}]) {
      expect(errors.isDiemError(thrown)).to.equal(false);
      expect(errors.isDiemError(thrown, "CostAboveMaximum")).to.equal(false);
    }
  });

  it("narrow name and context", () => {
    const thrown: unknown = errors.foreseen("InsufficientBalance", {
      ...{ token: "VVV", decimals: 9, held: 1n, needed: 2n, mostPossible: 1n },
    });
    if (!errors.isDiemError(thrown, "InsufficientBalance")) throw new Error("not narrowed");
    const held: bigint | undefined = thrown.context.held;
    const name: "InsufficientBalance" = thrown.name;
    expect([held, name]).to.deep.equal([1n, "InsufficientBalance"]);
  });

  it("narrow by a check of the name too", () => {
    const thrown: unknown = errors.foreseen("CostAboveMaximum", {
      ...{ token: "VVV", decimals: 9, value: 3n, limit: 2n },
    });
    if (!errors.isDiemError(thrown)) throw new Error("not narrowed");
    const told =
      thrown.name === "AccountNotFound"
        ? thrown.context.address.toBase58()
        : thrown.name === "CostAboveMaximum" && thrown.context.limit;
    expect(told).to.equal(2n);
  });
});
