// Puts the Metaplex Token Metadata program where the tests look for it: target/metaplex-token-metadata.so, checked by its
// hash. It is not ours to commit; a crate of a test framework carries the binary, and cargo brings the crate.
//   node scripts/metaplex.mjs
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const CRATE = { name: "trident-svm", version: "0.3.0-rc.4" };
const IN_CRATE = "src/solana-program-library/metaplex-token-metadata.so";
const SHA256 = "1e5786cc6462756fc221fd5bc744f67e9added188284f680d51b699379963a9d";
const PLACE = "target/metaplex-token-metadata.so";

const hashOf = (bytes) => createHash("sha256").update(bytes).digest("hex");
const isThere = () => existsSync(PLACE) && hashOf(readFileSync(PLACE)) === SHA256;

/** Where cargo unpacked the crate, in whichever registry's folder. */
function unpacked() {
  const sources = join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "registry/src");
  const registries = existsSync(sources) ? readdirSync(sources) : [];
  const paths = registries.map((name) =>
    join(sources, name, `${CRATE.name}-${CRATE.version}`, IN_CRATE),
  );
  return paths.find((path) => existsSync(path));
}

if (!isThere()) {
  if (unpacked() === undefined) {
    execFileSync("cargo", ["info", "--quiet", `${CRATE.name}@${CRATE.version}`]);
  }
  const path = unpacked();
  if (path === undefined) throw new Error(`cargo did not unpack ${CRATE.name} ${CRATE.version}`);
  const bytes = readFileSync(path);
  if (hashOf(bytes) !== SHA256) throw new Error(`${path} is not the binary that is wanted`);
  mkdirSync("target", { recursive: true });
  writeFileSync(PLACE, bytes);
}
