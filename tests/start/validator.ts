// `npm start -- --validator` on a real solana-test-validator, which takes fixed ports: run alone, by
// `npm run ts-node tests/start/validator.ts`.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { PortInUseError } from "@diem/localnet";
import { constants, DiemClient, keypairWallet } from "@diem/sdk";
import { StartError, startNetwork } from "@diem/start";

const PORT = 18_899;
const UNIT = constants.DIEM_UNIT;

async function main(): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), "diem-validator-"));
  const start = () => startNetwork({ dir, port: PORT, validator: true });
  try {
    const network = await start();
    try {
      const { connection, market, wallets } = network;
      const wallet = keypairWallet(wallets.staker);
      const connect = { connection, market: market.market, wallet, checkCluster: true };
      const client = await DiemClient.connect(connect);
      await client.act.stake({ amount: 100n * UNIT });
      assert.equal((await client.read.position())?.staked, 100n * UNIT);
      assert.equal((await client.read.providers()).length, 1);
      const consumer = keypairWallet(wallets.consumer);
      const buyer = await DiemClient.connect({ ...connect, wallet: consumer });
      const { provider } = network;
      await buyer.act.openChannel({ provider, deposit: 5n * UNIT, quotaStake: 2n * UNIT });
      const other = startNetwork({ dir: join(dir, "other"), port: PORT, validator: true });
      await assert.rejects(other, PortInUseError);
    } finally {
      await network.close();
    }
    assert.equal(existsSync(join(dir, ".diem", "validator-ledger")), false);
    assert.equal(readFileSync(join(dir, ".diem", "lock.1"), "utf8"), "");

    const path = process.env.PATH;
    process.env.PATH = dir;
    await assert.rejects(start, (error: unknown) => {
      assert(error instanceof StartError);
      assert.equal(error.name, "ValidatorNotFound");
      assert.equal(
        error.message,
        "solana-test-validator cannot be run: install the Solana tools and put them on the PATH, or leave --validator out",
      );
      return true;
    });
    if (path !== undefined) process.env.PATH = path;
    process.stdout.write("npm start -- --validator works\n");
  } finally {
    await rm(dir, { recursive: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
