import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const ROOT = join(__dirname, "../../..");

/** Every crate from a registry that a lock file names, with its version and checksum. */
function locked(path: string): string[] {
  const [, ...blocks] = readFileSync(join(ROOT, path), "utf8").split("[[package]]");
  return blocks.filter((block) => block.includes("\nsource = ")).map(identity);
}

function identity(block: string): string {
  return ["name", "version", "source", "checksum"]
    .map((field) => new RegExp(`^${field} = "(.*)"$`, "m").exec(block)?.[1] ?? "none")
    .join(" ");
}

describe("example programs", () => {
  it("are built from crates that the program's own lock file has, so that one policy holds both", () => {
    const own = new Set(locked("Cargo.lock"));
    const examples = locked("examples/programs/Cargo.lock");
    expect(examples.length).to.be.greaterThan(100);
    expect(examples.filter((crate) => !own.has(crate))).to.deep.equal([]);
  });
});
