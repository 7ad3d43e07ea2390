// The two build products that are committed, so that Node alone can run everything: the program and its IDL.
//   node scripts/artefacts.mjs           copies them from target/ after `anchor build`
//   node scripts/artefacts.mjs --check   fails where the committed ones differ from target/
import { copyFileSync, readFileSync } from "node:fs";

const ARTEFACTS = [
  ["target/deploy/diem.so", "app/localnet/program/diem.so"],
  ["target/idl/diem.json", "app/sdk/src/idl/diem.json"],
  ["target/types/diem.ts", "app/sdk/src/idl/diem.ts"],
];

const check = process.argv.includes("--check");
for (const [built, committed] of ARTEFACTS) {
  if (!check) {
    copyFileSync(built, committed);
  } else if (!readFileSync(built).equals(readFileSync(committed))) {
    console.error(
      `${committed} is not what the sources build: run anchor build && npm run artefacts`,
    );
    process.exitCode = 1;
  }
}
