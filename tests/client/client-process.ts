// A client in a process of its own, which can be killed: asks one prompt, and says the status of its answer.
import { readFileSync } from "node:fs";
import { createDiemFetch } from "@diem/client";
import { DiemClient, keypairWallet, vouchers } from "@diem/sdk";
import { openFileStore } from "@diem/sdk/node";
import { Connection, Keypair, PublicKey } from "@solana/web3.js";
import { chatOf } from "../gateway/payer";

/** What the process is told, as JSON in a file. */
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
}

async function main([file = "", prompt = ""]: readonly string[]): Promise<void> {
  const told = JSON.parse(readFileSync(file, "utf8")) as Told;
  const keypair = (secret: readonly number[]) => Keypair.fromSecretKey(Uint8Array.from(secret));
  const client = await DiemClient.connect({
    connection: new Connection(told.url, "confirmed"),
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
  const response = await fetch(`${fetch.baseUrl}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(chatOf(prompt, { max_tokens: 20 })),
  });
  await response.text();
  process.stdout.write(`status ${response.status}\n`);
  await fetch.close();
  await store.close();
}

void main(process.argv.slice(2)).then(() => process.exit(0));
