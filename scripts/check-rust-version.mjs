// The official platform-tools compile with the Rust named in Cargo.toml: fails on any locked dependency that asks
// for a newer one. Reads `cargo metadata --format-version 1 --locked` from stdin.
import { readFileSync } from "node:fs";

const { packages } = JSON.parse(readFileSync(0, "utf8"));
const version = (text) => text.split(".").slice(0, 2).map(Number);
const [major, minor] = version(packages.find(({ name }) => name === "diem").rust_version);

const tooNew = packages.filter(({ rust_version: needs, edition }) => {
  const [needsMajor, needsMinor] = version(needs ?? "1.0");
  return edition === "2024" || needsMajor > major || (needsMajor === major && needsMinor > minor);
});
for (const { name, version: locked, rust_version: needs } of tooNew) {
  console.error(
    `${name} ${locked} needs Rust ${needs ?? "of edition 2024"}, the program is built with ${major}.${minor}`,
  );
}
process.exitCode = tooNew.length === 0 ? 0 : 1;
