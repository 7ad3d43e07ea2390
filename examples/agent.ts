import { join } from "node:path";
import { createDiemFetch, DiemClientError } from "@diem/client";
import { constants, vouchers } from "@diem/sdk";
import { openFileStore } from "@diem/sdk/node";
import type { PublicKey } from "@solana/web3.js";
import OpenAI from "openai";
import { clientOf, inWhole, type Network, type Say } from "./network";
import { chatModel, sessionKey } from "./session";

/** The maximum that the agent can ever spend, even if its key leaks. */
const DEPOSIT = constants.DIEM_UNIT / 10n;
const BUDGET = { perCall: constants.DIEM_UNIT / 1_000n, perDay: constants.DIEM_UNIT / 200n };
const MAX_ANSWER = 60;

/**
 * An agent that works through tasks, each with what it found before. Its key can sign vouchers of one channel and do nothing
 * else; its owner's wallet is not with it. It stops where the day's budget ends, and goes on another day.
 */
export async function runAgent(
  network: Network,
  tasks: readonly string[],
  say: Say,
  budget = BUDGET,
): Promise<void> {
  const folder = join(network.folder, "agent");
  const key = sessionKey(folder);
  await openedByOwner(network, key.publicKey);
  const store = await openFileStore({ folder });
  // without a wallet: it reads the chain, and sends nothing
  const fetch = await createDiemFetch({
    ...{ client: await clientOf(network), provider: network.provider, store, budget },
    signer: vouchers.signerFromKeypair(key),
  });
  const openai = new OpenAI({ baseURL: fetch.baseUrl, apiKey: "none", fetch, maxRetries: 0 });
  const model = chatModel(fetch.prices);
  try {
    const notes: string[] = [];
    for (const task of tasks) {
      const messages = [
        { role: "system" as const, content: `What you found so far: ${notes.join(" ")}` },
        { role: "user" as const, content: task },
      ];
      const answer = await openai.chat.completions.create({
        ...{ model, messages, max_tokens: MAX_ANSWER },
      });
      const found = answer.choices[0]?.message.content ?? "";
      notes.push(found);
      const { diem = 0n, quota = 0n } = fetch.receipts.at(-1)?.cost ?? {};
      const paid = `${inWhole(diem, constants.DIEM_DECIMALS)} DIEM and ${quota} micro-credits of quota`;
      say(`${task} ${found} (${paid})`);
    }
  } catch (error) {
    if (!isBudgetSpent(error)) throw error;
    say("the budget of today is spent: the agent goes on tomorrow");
  } finally {
    await fetch.close();
    await store.close();
  }
}

/** What the owner does once: opens a channel whose vouchers the agent's key signs. */
async function openedByOwner(network: Network, agent: PublicKey): Promise<void> {
  const { consumer } = network.wallets;
  const client = await clientOf(network, consumer);
  const { provider } = network;
  const channels = await client.read.channels({ consumer: consumer.publicKey, provider });
  if (channels.some(({ voucherSigner }) => voucherSigner.equals(agent))) return;
  await client.act.openChannel({ provider, deposit: DEPOSIT, voucherSigner: agent });
}

/** Clients of OpenAI wrap what a `fetch` throws. */
function isBudgetSpent(error: unknown): boolean {
  const thrown = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return thrown instanceof DiemClientError && thrown.name === "OverBudget";
}
