import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { type Endpoint, serve } from "@diem/localnet";
import { HEADERS, readReceiptComment, readUsage } from "@diem/wire";
import { Killable } from "./killable";
import { chatOf, HandPayer } from "./payer";
import { GatewayFixture } from "./fixture";
import { UNIT } from "../support/market";

/** How often the gateway is killed; `GATEWAY_KILLS` says otherwise. */
const KILLS = Number(process.env.GATEWAY_KILLS ?? 6);
/** Calls that run side by side. */
const CALLERS = 4;

describe("a gateway that is killed", () => {
  let fixture: GatewayFixture;
  let endpoint: Endpoint;
  let payer: HandPayer;
  let config: string;
  before(async () => {
    fixture = await GatewayFixture.start({ builtin: { eventMs: 3 } });
    payer = await HandPayer.open(fixture);
    // another process sells from here on
    await fixture.gateway.close();
    if (fixture.chain.embedded === undefined) throw new Error("this needs the embedded chain");
    endpoint = await serve(fixture.chain.embedded);
    config = join(fixture.folder, "gateway.yaml");
    const at = { url: endpoint.url, wsUrl: endpoint.wsUrl };
    await writeFile(
      config,
      JSON.stringify({ ...fixture.config, chain: { ...fixture.config.chain, ...at } }),
    );
  });
  after(async () => {
    await endpoint.close();
    await fixture.end();
  });

  /** What a gateway acknowledged at most, and what the calls may have cost at most that were begun. */
  const known = { acknowledged: 0n, begun: 0n };
  const MAX_COST = UNIT / 1_000n;

  async function call(url: string, stream: boolean): Promise<void> {
    known.begun += MAX_COST;
    const response = await payer.send({
      ...{ url, voucher: { diem: UNIT }, body: chatOf("hello", { stream, max_tokens: 30 }) },
      headers: { [HEADERS.most]: `d=${MAX_COST},q=0` },
    });
    const text = await response.text();
    expect(response.status, text).to.equal(200);
    const comment = text.split("\n").find((line) => line.startsWith(": diem"));
    const usage = stream
      ? readReceiptComment(comment?.slice(1) ?? "")?.usage
      : readUsage(response.headers.get(HEADERS.usage) ?? "");
    const { diem = 0n } = usage ?? {};
    if (diem > known.acknowledged) known.acknowledged = diem;
  }

  /** Calls until the gateway is gone. */
  async function caller(url: string, stopped: { now: boolean }): Promise<void> {
    for (let count = 0; !stopped.now; count += 1) {
      await call(url, count % 2 === 0).catch((error: unknown) => {
        // a connection that is cut is what a kill looks like
        if (error instanceof Error && error.name === "AssertionError") throw error;
        stopped.now ||= error instanceof TypeError;
      });
    }
  }

  it("forgets nothing that it acknowledged, and books no more than was reserved", async function () {
    this.timeout(300_000 + KILLS * 20_000);
    for (let kill = 0; kill < KILLS; kill += 1) {
      const gateway = await Killable.start(config);
      try {
        const used = await payer.used(gateway.url);
        expect(used >= known.acknowledged, `${used} of ${known.acknowledged}`).to.equal(true);
        expect(used <= known.begun, `${used} of ${known.begun}`).to.equal(true);
        const stopped = { now: false };
        const callers = Array.from({ length: CALLERS }, () => caller(gateway.url, stopped));
        await pause(100 + Math.random() * 400);
        // on a busy machine the first kill waits for something that can be forgotten
        while (known.acknowledged === 0n) await pause(5);
        await gateway.end("SIGKILL");
        await Promise.all(callers);
      } finally {
        await gateway.end("SIGKILL");
      }
    }
    expect(known.acknowledged > 0n).to.equal(true);
    await fixture.open();
    const used = await payer.used(fixture.gateway.url);
    await fixture.gateway.close();
    const { settled } = await fixture.channel(payer.channel.address);
    expect(settled).to.equal(used);
  });
});
