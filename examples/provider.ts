import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { accounts, constants, type DiemClient, errors, events, quotes, vouchers } from "@diem/sdk";
import type { PublicKey } from "@solana/web3.js";
import { type FileStore, openFileStore } from "@diem/sdk/node";
import { clientOf, inWhole, type Network, type Say } from "./network";
import { CALL, creditsOf, LONGEST_ANSWER, USAGE, usageToText, VOUCHER } from "./wire";

const SETTLE_EVERY_MS = 10_000;
/** What expires or lapses within this time is settled; so is what is worth the fee. */
const LEAD_SECS = 60n;
const WORTH_SETTLING = constants.DIEM_UNIT / 10_000n;

/** Sells answers over HTTP: takes a voucher with each request, serves, and says what was used. */
export class Shop {
  private readonly server = createServer(
    (request, response) => void this.answer(request, response),
  );
  private timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly client: DiemClient,
    private readonly provider: PublicKey,
    private readonly clock: quotes.EpochClock,
    private readonly store: FileStore,
    private readonly ledger: vouchers.ProviderLedger,
    private readonly say: Say,
  ) {}

  /** Opens at a port of this machine, with all that was accepted and used before. */
  static async open(network: Network, port: number, say: Say): Promise<Shop> {
    const client = await clientOf(network, network.wallets.operator);
    const clock = await client.read.market();
    const store = await openFileStore({ folder: join(network.folder, "provider") });
    const { clusterTag } = clock;
    const ledger = await vouchers.ProviderLedger.open({ store, clusterTag, clock });
    const shop = new Shop(client, network.provider, clock, store, ledger, say);
    await once(shop.server.listen(port, "127.0.0.1"), "listening");
    shop.timer = setInterval(() => void shop.settleDue(), SETTLE_EVERY_MS);
    return shop;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  /** Serves no more, and settles all that was used. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await new Promise((resolve) => this.server.close(resolve));
    await this.settleDue(1n);
    await this.store.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = (status: number, body: string, headers = {}) =>
      response.writeHead(status, { "content-type": "text/plain", ...headers }).end(body);
    try {
      const signed = vouchers.fromText(String(request.headers[VOUCHER]));
      const { channel } = signed.voucher;
      const now = await this.client.read.now(); // a busy shop asks every few seconds only
      await this.track(channel, now);
      const prompt = await text(request);
      // Before the work: what the call may cost is set aside, or this throws.
      const callId = String(request.headers[CALL]);
      const most = { credits: creditsOf(prompt, LONGEST_ANSWER) };
      const reserved = this.ledger.reserve(signed, { callId, most, now });
      const body = `I heard "${prompt}".`.slice(0, LONGEST_ANSWER);
      const usage = await reserved.settle({ credits: creditsOf(prompt, body.length) });
      reply(200, body, { [USAGE]: usageToText(usage) });
    } catch (error) {
      const unpaid = errors.isVoucherError(error);
      reply(unpaid ? 402 : 500, error instanceof Error ? error.message : String(error));
    }
  }

  /** Takes a channel of this provider as the chain has it. */
  private async track(address: PublicKey, now: bigint): Promise<void> {
    const channel = await this.client.read.channel(address); // a busy shop keeps it for as long
    if (!channel.provider.equals(this.provider)) throw new Error("pay me, not somebody else");
    const epoch = quotes.epochAt({ clock: this.clock, now });
    await this.ledger.track(vouchers.providerTerms({ channel, epoch }));
  }

  /** Settles what is due, and takes from the chain what has changed. Where it fails, the next time does it. */
  async settleDue(diemAtLeast = WORTH_SETTLING): Promise<void> {
    try {
      await this.refresh();
      const now = await this.client.read.now();
      const due = this.ledger.due({ now, leadSecs: LEAD_SECS, diemAtLeast });
      const entries = due.flatMap((channel) => channel.entries);
      if (entries.length === 0) return;
      const sent = await this.client.act.settle({ provider: this.provider, entries });
      for (const { signature } of sent) {
        const happened = await events.fetch(this.client.connection, signature);
        const settled = events.named(happened, "VouchersSettled");
        for (const { data } of settled) await this.ledger.adopt(data);
      }
      const total = entries.reduce((sum, { claim }) => sum + (claim.diem ?? 0n), 0n);
      this.say(`settled up to ${inWhole(total, constants.DIEM_DECIMALS)} DIEM in all`);
    } catch (error) {
      this.say(`not settled: ${String(error)}`);
    }
  }

  /** Channels that are closed are forgotten; what is settled of the others counts. */
  private async refresh(): Promise<void> {
    const { channels } = this.ledger;
    const found = await accounts.channel.fetchMany(this.client.connection, channels);
    const now = await this.client.read.now();
    const epoch = quotes.epochAt({ clock: this.clock, now });
    for (const [index, channel] of found.entries()) {
      const address = channels[index];
      if (channel !== null) await this.ledger.track(vouchers.providerTerms({ channel, epoch }));
      else if (address !== undefined) await this.ledger.forget(address);
    }
  }
}
