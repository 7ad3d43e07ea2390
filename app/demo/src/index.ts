import { parseArgs } from "node:util";

import { DIEM_PROGRAM_PATH, embeddedNetwork, type Network, validatorNetwork } from "@diem/localnet";
import { PROGRAM_ID } from "@diem/sdk";

import type { Periods } from "./demo-market";
import { runScenario } from "./scenario";

const USAGE = `usage: npm run demo -- [--cluster embedded|localnet] [--url URL]

  --cluster embedded   a chain in this process, with days as days (the default)
  --cluster localnet   a solana-test-validator that runs the program, with days as seconds:
                       solana-test-validator --bpf-program ${PROGRAM_ID.toBase58()} app/localnet/program/diem.so
  --url URL            where the validator answers (http://127.0.0.1:8899)
`;

const DAY_SECS = 86_400n;
const DAYS: Periods = { epochSecs: DAY_SECS, cooldownSecs: 7n * DAY_SECS };
/** A validator's clock cannot be moved: an epoch leaves room for about ten transactions one after the other. */
const SECONDS: Periods = { epochSecs: 10n, cooldownSecs: 10n };

class UsageError extends Error {}

async function main(): Promise<void> {
  const { cluster, url } = options();
  if (cluster === "embedded") {
    const programs = [{ programId: PROGRAM_ID, path: DIEM_PROGRAM_PATH }];
    await runScenario(embeddedNetwork({ programs }), DAYS);
    return;
  }
  const network = await validatorNetwork(url);
  await requireProgram(network, url);
  await runScenario(network, SECONDS);
}

function options(): { cluster: "embedded" | "localnet"; url: string } {
  let parsed;
  try {
    parsed = parseArgs({
      options: {
        cluster: { type: "string", default: "embedded" },
        url: { type: "string", default: "http://127.0.0.1:8899" },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const { cluster, url } = parsed;
  if (cluster !== "embedded" && cluster !== "localnet") {
    throw new UsageError(`there is no cluster "${cluster}": embedded or localnet`);
  }
  if (!URL.canParse(url)) throw new UsageError(`"${url}" is not a URL`);
  return { cluster, url };
}

async function requireProgram({ connection }: Network, url: string): Promise<void> {
  const program = await connection.getAccountInfo(PROGRAM_ID);
  if (program?.executable !== true) {
    throw new UsageError(`the program ${PROGRAM_ID.toBase58()} is not deployed at ${url}`);
  }
}

main().catch((error: unknown) => {
  const usage = error instanceof UsageError;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (usage) process.stderr.write(`\n${USAGE}`);
  process.exitCode = usage ? 2 : 1;
});
