import { join } from "node:path";
import { createDiemFetch } from "@diem/client";
import { constants, vouchers } from "@diem/sdk";
import { openFileStore } from "@diem/sdk/node";
import OpenAI from "openai";
import { clientOf, inWhole, type Network, type Say } from "./network";
import { chatModel, sessionKey } from "./session";

const BUDGET = { perCall: constants.DIEM_UNIT / 1_000n, perDay: constants.DIEM_UNIT };
const DEPOSIT = constants.DIEM_UNIT / 2n;
const MAX_ANSWER = 200;

/** Asks the provider's first model that chats, and pays for each call by voucher, with the openai package as it is. */
export async function chatAndPay(
  network: Network,
  prompts: readonly string[],
  say: Say,
): Promise<void> {
  const { consumer } = network.wallets;
  const folder = join(network.folder, "openai");
  const store = await openFileStore({ folder });
  try {
    const fetch = await createDiemFetch({
      client: await clientOf(network, consumer),
      provider: network.provider,
      signer: vouchers.signerFromKeypair(sessionKey(folder)),
      ...{ store, budget: BUDGET, deposit: DEPOSIT },
    });
    const openai = new OpenAI({ baseURL: fetch.baseUrl, apiKey: "none", fetch });
    const model = chatModel(fetch.prices);
    for (const content of prompts) {
      const messages = [{ role: "user" as const, content }];
      const stream = await openai.chat.completions.create({
        ...{ model, messages, max_tokens: MAX_ANSWER, stream: true },
      });
      let answer = "";
      for await (const { choices } of stream) answer += choices[0]?.delta.content ?? "";
      const cost = fetch.receipts.at(-1)?.cost.diem ?? 0n;
      say(`${inWhole(cost, constants.DIEM_DECIMALS)} DIEM for: ${answer}`);
    }
    await fetch.close();
  } finally {
    await store.close();
  }
}
