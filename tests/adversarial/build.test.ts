import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const ROOT = join(__dirname, "../..");
const PROGRAM = join(ROOT, "programs/diem");

const read = (...path: string[]) => readFileSync(join(...path), "utf8");

/** The program's own source files: path below `src`, and text. */
function sources(): [path: string, text: string][] {
  const src = join(PROGRAM, "src");
  const files = readdirSync(src, { recursive: true, encoding: "utf8" });
  const rust = files.filter((file) => file.endsWith(".rs"));
  return rust.map((file) => [file.replaceAll("\\", "/"), read(src, file)]);
}

/** The lines of a section of a manifest, without comments and blank ones. */
function section(manifest: string, name: string): string[] {
  const [, after = ""] = manifest.split(`\n[${name}]\n`);
  const [body = ""] = after.split("\n[");
  return body.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

describe("adversarial: what is built", () => {
  it("truncation by a cast: the lints that forbid it are denied, and three files of arithmetic alone are excused, with reasons", () => {
    const lints = section(read(ROOT, "Cargo.toml"), "workspace.lints.clippy");
    for (const lint of [
      ...["cast_possible_truncation", "cast_possible_wrap", "cast_sign_loss"],
      ...["arithmetic_side_effects", "integer_division"],
    ]) {
      expect(lints).to.include(`${lint} = "deny"`);
    }
    expect(section(read(PROGRAM, "Cargo.toml"), "lints")).to.deep.equal(["workspace = true"]);
    const excused = sources().flatMap(([path, text]) =>
      [...text.matchAll(/#!?\[allow\(([\s\S]*?)\)\]/g)].map((found) => ({
        path,
        reason: /reason = ".+"/.test(found[1] ?? ""),
      })),
    );
    expect([...new Set(excused.map(({ path }) => path))]).to.have.members([
      ...["math/curve.rs", "math/div.rs", "math/q64.rs"],
    ]);
    expect(excused.every(({ reason }) => reason)).to.equal(true);
    expect(section(read(ROOT, "Cargo.toml"), "profile.release")).to.include(
      "overflow-checks = true",
    );
  });
});
