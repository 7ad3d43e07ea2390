import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { constants, errors, type ProviderDesk, vouchers } from "@diem/sdk";
import { type FileStore, openFileStore } from "@diem/sdk/node";
import { clientOf, inWhole, type Network, type Say } from "./network";
import { CALL, creditsOf, MAX_ANSWER, USAGE, usageToText, VOUCHER } from "./wire";

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
    private readonly store: FileStore,
    private readonly desk: ProviderDesk,
    private readonly say: Say,
  ) {}

  /** Opens at a port of this machine, with all that was accepted and used before. */
  static async open(network: Network, port: number, say: Say): Promise<Shop> {
    const client = await clientOf(network, network.wallets.operator);
    const store = await openFileStore({ folder: join(network.folder, "provider") });
    const onError = (error: unknown) => say(`to be tried again: ${String(error)}`);
    const desk = await client.vouchers.provider({ provider: network.provider, store, onError });
    const shop = new Shop(store, desk, say);
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
    await this.desk.stop();
    await this.store.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = (status: number, body: string, headers = {}) =>
      response.writeHead(status, { "content-type": "text/plain", ...headers }).end(body);
    try {
      const signed = vouchers.fromText(String(request.headers[VOUCHER]));
      const prompt = await text(request);
      // Before the work: what the call may cost is set aside, or this throws.
      const reserved = await this.reserve(signed, {
        callId: String(request.headers[CALL]),
        most: { credits: creditsOf(prompt, MAX_ANSWER) },
      });
      const body = `I heard "${prompt}".`.slice(0, MAX_ANSWER);
      // Before the answer leaves: what the call did cost is on the disk.
      const usage = await reserved.settle({ credits: creditsOf(prompt, body.length) });
      reply(200, body, { [USAGE]: usageToText(usage) });
    } catch (error) {
      const unpaid = errors.isVoucherError(error);
      reply(unpaid ? 402 : 500, error instanceof Error ? error.message : String(error));
    }
  }

  /** Only a channel that was opened a moment ago, and of which no notification came yet, waits for the chain. */
  private async reserve(
    signed: vouchers.SignedVoucher,
    call: Omit<vouchers.ReserveInput, "now">,
  ): Promise<vouchers.Reservation> {
    try {
      return this.desk.reserve(signed, call);
    } catch (error) {
      if (!errors.isDiemError(error, "UnknownChannel")) throw error;
      await this.desk.track(signed.voucher.channel);
      return this.desk.reserve(signed, call);
    }
  }

  /** Settles what is due. Where it fails, the next time does it. */
  async settleDue(diemAtLeast = WORTH_SETTLING): Promise<void> {
    try {
      const batches = await this.desk.settleDue({ leadSecs: LEAD_SECS, diemAtLeast });
      const settled = batches.filter(({ signature }) => signature !== null);
      const entries = settled.flatMap((batch) => batch.entries);
      if (entries.length === 0) return;
      const total = entries.reduce((sum, { claim }) => sum + (claim.diem ?? 0n), 0n);
      this.say(`settled up to ${inWhole(total, constants.DIEM_DECIMALS)} DIEM in all`);
    } catch (error) {
      this.say(`not settled: ${String(error)}`);
    }
  }
}
