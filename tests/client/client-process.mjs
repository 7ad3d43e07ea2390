// Asks one prompt as a program does that has just begun. Also a process of its own, which can be killed:
// client-process.mjs <task file> <prompt>
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import process from "node:process";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const { createDiemFetch } = require("@diem/client");
const { DiemClient, keypairWallet, vouchers } = require("@diem/sdk");
const { openFileStore } = require("@diem/sdk/node");
const { Connection, Keypair, PublicKey } = require("@solana/web3.js");

const keypair = (secret) => Keypair.fromSecretKey(Uint8Array.from(secret));

/** The status of the answer to a prompt. */
export async function ask(task, prompt, connection) {
  const client = await DiemClient.connect({
    connection,
    market: new PublicKey(task.market),
    wallet: keypairWallet(keypair(task.consumer)),
  });
  const store = await openFileStore({ folder: task.folder });
  const fetch = await createDiemFetch({
    ...{ client, provider: new PublicKey(task.provider), baseUrl: task.baseUrl, store },
    signer: vouchers.signerFromKeypair(keypair(task.session)),
    budget: { perCall: BigInt(task.perCall) },
    deposit: BigInt(task.deposit),
  });
  const messages = [{ role: "user", content: prompt }];
  const response = await fetch(`${fetch.baseUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: task.model, messages, max_tokens: 20 }),
  });
  await response.text();
  await fetch.close();
  await store.close();
  return response.status;
}

const [, script, file, prompt] = process.argv;
if (script === fileURLToPath(import.meta.url)) {
  const task = JSON.parse(readFileSync(file, "utf8"));
  await ask(task, prompt, new Connection(task.url, "confirmed"));
}
