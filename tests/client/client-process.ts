// Asks one prompt. Also a process of its own, which can be killed: client-process.ts <what it is told> <prompt>
import { readFileSync } from "node:fs";
import { createDiemFetch } from "@diem/client";
import { DiemClient, keypairWallet, vouchers } from "@diem/sdk";
import { openFileStore } from "@diem/sdk/node";
import { Connection, Keypair, PublicKey } from "@solana/web3.js";
import { hangUp } from "../support/sockets";

/** What the client is told; a process, as JSON in a file. */
export interface Told {
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
export async function ask(told: Told, prompt: string): Promise<number> {
  const keypair = (secret: readonly number[]) => Keypair.fromSecretKey(Uint8Array.from(secret));
  const connection = new Connection(told.url, "confirmed");
  const client = await DiemClient.connect({
    connection,
    market: new PublicKey(told.market),
    wallet: keypairWallet(keypair(told.consumer)),
  });
  const store = await openFileStore({ folder: told.folder });
  const fetch = await createDiemFetch({
    ...{ client, provider: new PublicKey(told.provider), baseUrl: told.baseUrl, store },
    signer: vouchers.signerFromKeypair(keypair(told.session)),
    budget: { perCall: BigInt(told.perCall) },
    deposit: BigInt(told.deposit),
  });
  const messages = [{ role: "user", content: prompt }];
  const response = await fetch(`${fetch.baseUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: told.model, messages, max_tokens: 20 }),
  });
  await response.text();
  await fetch.close();
  await store.close();
  await hangUp(connection);
  return response.status;
}

if (require.main === module) {
  const [file = "", prompt = ""] = process.argv.slice(2);
  void ask(JSON.parse(readFileSync(file, "utf8")) as Told, prompt).then(() => process.exit(0));
}
