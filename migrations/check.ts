/**
 * Reads a deployment back and compares all of it with what was built and reviewed. Sends nothing; its exit code is 1 on
 * any difference.
 *
 *   npm run ts-node migrations/check.ts -- --url <RPC URL> --creator <address> --vvv-mint <mint> \
 *     --market-file migrations/markets/devnet.json --upgrade-authority <address, or none> --idl-authority <address>
 */
import { parseArgs } from "node:util";
import { Connection, PublicKey } from "@solana/web3.js";
import { PROGRAM_ID } from "@diem/sdk";
import { checkIdl } from "./checks/idl";
import { checkMarket } from "./checks/market";
import { checkProgram } from "./checks/program";
import { differs, readReviewed } from "./reviewed";

const STRING = { type: "string" } as const;
const { values } = parseArgs({
  options: {
    ...{ url: STRING, creator: STRING, "vvv-mint": STRING, "market-file": STRING },
    ...{ "upgrade-authority": STRING, "idl-authority": STRING },
    binary: { ...STRING, default: "target/deploy/diem.so" },
    idl: { ...STRING, default: "app/sdk/src/idl/diem.json" },
  },
});

function required(name: keyof typeof values): string {
  const value = values[name];
  if (value === undefined) throw new Error(`--${name} is missing: see the head of this script`);
  return value;
}

async function check(): Promise<void> {
  const connection = new Connection(required("url"), "confirmed");
  const upgrade = required("upgrade-authority");
  const findings = [
    ...(await checkProgram(connection, {
      programId: PROGRAM_ID,
      binary: required("binary"),
      authority: upgrade === "none" ? null : new PublicKey(upgrade),
    })),
    ...(await checkIdl(connection, {
      programId: PROGRAM_ID,
      path: required("idl"),
      authority: new PublicKey(required("idl-authority")),
    })),
    ...(await checkMarket(connection, {
      file: readReviewed(required("market-file")),
      creator: new PublicKey(required("creator")),
      vvvMint: new PublicKey(required("vvv-mint")),
    })),
  ];
  for (const finding of findings) {
    const { what, found, expected } = finding;
    const line = differs(finding)
      ? `DIFFERS  ${what}: ${found}, not ${expected}`
      : `ok       ${what}: ${found}`;
    process.stdout.write(`${line}\n`);
  }
  const wrong = findings.filter(differs).length;
  process.stdout.write(`${findings.length} checked, ${wrong} different\n`);
  process.exitCode = wrong === 0 ? 0 : 1;
}

check().catch((error: unknown) => {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
