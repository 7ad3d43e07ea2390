// The local network beside a real solana-test-validator, which takes fixed ports: run alone, by
// `npm run ts-node tests/differential/run.ts`. The same seed asks the same requests.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { EmbeddedChain, serve } from "@diem/localnet";
import { startValidator } from "@diem/start/dist/validator";

import { AskedNetwork } from "./network";
import { FOLLOWED } from "./followed";
import { METHODS, SUBSCRIPTIONS } from "./methods";
import { type Request, requestsOf } from "./requests";

const PORT = 18_799;
const MAX_SHOWN = 200;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: "string", default: "13" },
      each: { type: "string", default: "40" },
      method: { type: "string" },
      validator: { type: "string" },
    },
  });
  const chosen = (signatures: typeof METHODS) =>
    requestsOf(signatures, { seed: Number(values.seed), each: Number(values.each) }).filter(
      ({ method }) => values.method === undefined || method === values.method,
    );
  const [calls, subscriptions] = [chosen(METHODS), chosen(SUBSCRIPTIONS)];
  const closing: (() => Promise<void>)[] = [];
  const dir = await mkdtemp(join(tmpdir(), "diem-differential-"));
  const validator = await startValidator({ port: PORT, ledger: join(dir, "ledger") });
  const chain = EmbeddedChain.start();
  const stop = chain.run();
  try {
    const endpoint = await serve(chain);
    closing.push(() => endpoint.close());
    const [ours, theirs] = await Promise.all([
      AskedNetwork.open(endpoint),
      AskedNetwork.open(validator),
    ]);
    const began = Date.now();
    const differences = [
      ...differing(calls, await ours.answers(calls), await theirs.answers(calls)),
      ...differing(
        subscriptions,
        await ours.subscriptions(subscriptions),
        await theirs.subscriptions(subscriptions),
      ),
      ...differing(
        FOLLOWED,
        ...(await Promise.all([ours.notifications(FOLLOWED), theirs.notifications(FOLLOWED)])),
      ),
    ];
    const count = calls.length + subscriptions.length + FOLLOWED.length;
    for (const difference of differences.slice(0, MAX_SHOWN)) console.error(difference);
    console.error(`${differences.length} of ${count} answers differ, seed ${values.seed}`);
    assert.deepEqual(differences, []);
    const seconds = Math.round((Date.now() - began) / 1_000);
    process.stdout.write(
      `${count} requests are answered as a validator answers them (${seconds} s)\n`,
    );
  } finally {
    for (const close of closing) await close();
    stop();
    await validator.stop();
    await rm(dir, { recursive: true });
  }
}

function differing(
  requests: readonly Request[],
  ours: readonly unknown[],
  theirs: readonly unknown[],
): string[] {
  return requests.flatMap((request, index) => {
    const [mine, real] = [JSON.stringify(ours[index]), JSON.stringify(theirs[index])];
    if (mine === real) return [];
    return [`${JSON.stringify(request)}\n  here:      ${mine}\n  validator: ${real}`];
  });
}

main().catch((error: unknown) => {
  if (!(error instanceof assert.AssertionError)) console.error(error);
  process.exitCode = 1;
});
