import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { createDiemFetch } from "@diem/client";
import { startSidecar } from "@diem/client/node";
import { constants, vouchers } from "@diem/sdk";
import { openFileStore } from "@diem/sdk/node";
import { clientOf, inWhole, type Network, type Say } from "./network";
import { sessionKey } from "./session";

const run = promisify(execFile);

const BUDGET = { perCall: constants.DIEM_UNIT / 1_000n, perDay: constants.DIEM_UNIT };
const DEPOSIT = constants.DIEM_UNIT / 2n;

/** Runs a program in Python whose calls a local API pays for, and shows the receipts. `python` is Python with openai. */
export async function chatByPython(
  network: Network,
  say: Say,
  python = process.env.PYTHON ?? "python3",
): Promise<void> {
  const folder = join(network.folder, "python");
  const store = await openFileStore({ folder });
  const fetch = await createDiemFetch({
    client: await clientOf(network, network.wallets.consumer),
    provider: network.provider,
    signer: vouchers.signerFromKeypair(sessionKey(folder)),
    ...{ store, budget: BUDGET, deposit: DEPOSIT },
  });
  const sidecar = await startSidecar({ fetch });
  try {
    const env = { ...process.env, OPENAI_BASE_URL: sidecar.baseUrl };
    const { stdout } = await run(python, [join(__dirname, "openai_client.py")], { env });
    say(stdout.trim());
    for (const { model, cost } of fetch.receipts) {
      say(`${inWhole(cost.diem, constants.DIEM_DECIMALS)} DIEM for a call of ${model}`);
    }
  } finally {
    await sidecar.close();
    await fetch.close();
    await store.close();
  }
}
