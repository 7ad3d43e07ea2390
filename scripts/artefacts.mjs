// The build products that are committed, so that Node alone can run everything: the program, the example program and
// their IDLs.
//   node scripts/artefacts.mjs           copies them from target/, where they are built
//   node scripts/artefacts.mjs --check   fails where the committed ones differ from target/
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { completeIdl, IDL } from "./complete-idl.mjs";

const EXAMPLE = "examples/programs/compute-treasury/program/compute_treasury";

/** By the command that builds them. */
const ARTEFACTS = {
  "anchor build": [
    ["target/deploy/diem.so", "app/localnet/program/diem.so"],
    [IDL, "app/sdk/src/idl/diem.json"],
  ],
  "cargo build-sbf": [
    ["target/deploy/token_metadata_double.so", "tests/fixtures/token-metadata-double.so"],
  ],
  "examples/programs/build": [
    ["target/examples/deploy/compute_treasury.so", `${EXAMPLE}.so`],
    ["target/examples/idl/compute_treasury.json", `${EXAMPLE}.json`],
  ],
};

const check = process.argv.includes("--check");
const differ = (built, committed) =>
  !existsSync(built) || !readFileSync(built).equals(readFileSync(committed));

if (existsSync(IDL)) completeIdl();
for (const [command, pairs] of Object.entries(ARTEFACTS)) {
  for (const [built, committed] of pairs) {
    if (check && differ(built, committed)) {
      console.error(
        `${committed} is not what the sources build: run ${command} && npm run artefacts`,
      );
      process.exitCode = 1;
    } else if (!check && existsSync(built)) {
      copyFileSync(built, committed);
    } else if (!check) {
      console.error(`${committed} stays as it is: ${command} has not run`);
    }
  }
}
