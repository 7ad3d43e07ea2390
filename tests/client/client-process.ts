// Asks one prompt. Also a process of its own, which can be killed: client-process.ts <task file> <prompt>
import { readFileSync } from "node:fs";
import { createDiemFetch } from "@diem/client";
import { DiemClient, keypairWallet, vouchers } from "@diem/sdk";
import { openFileStore } from "@diem/sdk/node";
import { Connection, Keypair, PublicKey } from "@solana/web3.js";
import { hangUp } from "../support/sockets";

/** What the client does; a process reads it as JSON from a file. */
export interface ClientTask {
  readonly url: string;
  readonly market: string;
  readonly provider: string;
  readonly baseUrl: string;
  /** Secret keys. */
  readonly consumer: readonly number[];
  readonly session: readonly number[];
  readonly folder: string;
  /** DIEM base units. */
  readonly perCall: string;
  readonly deposit: string;
  readonly model: string;
}

/** Asks as a program does that has just begun, and returns the status of the answer. */
export async function ask(task: ClientTask, prompt: string): Promise<number> {
  const keypair = (secret: readonly number[]) => Keypair.fromSecretKey(Uint8Array.from(secret));
  const connection = new Connection(task.url, "confirmed");
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
  await hangUp(connection);
  return response.status;
}

if (require.main === module) {
  const [file = "", prompt = ""] = process.argv.slice(2);
  void ask(JSON.parse(readFileSync(file, "utf8")) as ClientTask, prompt).then(() =>
    process.exit(0),
  );
}
