import { join } from "node:path";
import { constants, type DiemClient, vouchers } from "@diem/sdk";
import { openFileStore } from "@diem/sdk/node";
import type { PublicKey } from "@solana/web3.js";
import { clientOf, inWhole, type Network, type Say } from "./network";
import { CALL, creditsOf, MAX_ANSWER, USAGE, usageFromText, VOUCHER } from "./wire";

const DEPOSIT = constants.DIEM_UNIT / 2n;

/** Sends each prompt to the provider and pays for it by voucher: no transaction but the opening of the channel. */
export async function payPerCall(
  network: Network,
  prompts: readonly string[],
  say: Say,
): Promise<void> {
  const { consumer } = network.wallets;
  const client = await clientOf(network, consumer);
  const offer = await client.read.provider(network.provider);
  const { address: provider } = offer;
  const { endpoint = offer.endpoint } = network;
  const channel = await openChannel(client, provider, say);
  const signer = vouchers.signerFromKeypair(consumer);
  const store = await openFileStore({ folder: join(network.folder, "consumer") });
  const pay = await client.vouchers.consumer({ channel, signer, store });
  try {
    for (const prompt of prompts) {
      // Sign for the most that the call may cost: that much, and no more, a dishonest provider could take.
      const call = await pay.open({ credits: creditsOf(prompt, MAX_ANSWER) });
      const headers = { [VOUCHER]: vouchers.toText(call.signed), [CALL]: call.callId };
      const response = await fetch(endpoint, { method: "POST", headers, body: prompt }).catch(
        (cause: unknown) => {
          const next = "run `npm run example -- provider` in another terminal";
          throw new Error(`nothing answers at ${endpoint}: ${next}`, { cause });
        },
      );
      const answer = await response.text();
      if (!response.ok) throw new Error(`the provider answered ${response.status}: ${answer}`);

      // Take its word for what the call did cost, as far as signatures cover it: the next ceiling starts from there.
      const before = pay.ledger.state.used.diem;
      await call.close(usageFromText(response.headers.get(USAGE)));
      const cost = pay.ledger.state.used.diem - before;
      say(`${inWhole(cost, constants.DIEM_DECIMALS)} DIEM for: ${answer}`);
    }
  } finally {
    await pay.stop();
    await store.close();
  }
}

/** The channel with the provider that is open, or a new one at the provider's price of now. */
async function openChannel(client: DiemClient, provider: PublicKey, say: Say): Promise<PublicKey> {
  const { owner: consumer } = client.context;
  const channels = await client.read.channels({ consumer, provider });
  const open = channels.find(({ closesTs }) => closesTs === null);
  if (open !== undefined) return open.address;
  const { quote } = await client.act.openChannel({ provider, deposit: DEPOSIT });
  say(`opened the channel ${quote.channel.toBase58()}`);
  return quote.channel;
}
